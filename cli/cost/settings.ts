import {
  type Assumptions,
  accountAssumptions,
  assumptionsOfAccount,
  prodAssumptions,
  storeAssumptionsIn,
} from "../../domain/prices/assumptions.ts";
import { parseSettings, type Settings, settingsOfText } from "../../stacks/settings.ts";
import type { StackConfig } from "../offline/run.ts";

/** What a stack's settings say about its costs. */
export interface CostSettings {
  /** What is assumed of use, and what the settings say themselves of it. */
  readonly assumptions: Assumptions;
  /** Names of the assumptions that count for a stack of this kind. */
  readonly asked: readonly string[];
  /** Of these, the ones that the settings set. */
  readonly set: readonly string[];
  readonly isProd: boolean;
  /** The account's stack by name: its own, or the one that a store names; undefined where nothing names it. */
  readonly account?: string;
  /** What the account may cost in a month in US dollars, where this stack is one with a budget. */
  readonly budgetUsd?: number;
}

/** What is assumed of the costs of a stack; undefined where its settings are those of no store or account. */
export function costSettings(config: StackConfig): CostSettings | undefined {
  const { settings } = parseSettings(config.stack, settingsOfText(config.config[`${config.project}:settings`]));
  return settings && ofSettings(settings);
}

function ofSettings(settings: Settings): CostSettings {
  const set = Object.keys(given(settings.costs));
  if (settings.kind === "account")
    return {
      assumptions: { ...assumptionsOfAccount, ...given(settings.costs) },
      asked: Object.keys(accountAssumptions),
      set,
      isProd: true,
      account: settings.stack,
      ...(settings.spending.monthlyUsd !== undefined && { budgetUsd: settings.spending.monthlyUsd }),
    };
  return {
    assumptions: { ...storeAssumptionsIn(settings.environment), ...given(settings.costs) },
    asked: Object.keys(prodAssumptions),
    set,
    isProd: settings.environment === "prod",
    ...(settings.account.stack !== undefined && { account: settings.account.stack }),
  };
}

/** What of the settings is there. */
const given = (costs: Readonly<Record<string, number | undefined>>): Record<string, number> =>
  Object.fromEntries(Object.entries(costs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
