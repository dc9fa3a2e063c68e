import {
  type Assumptions,
  accountAssumptions,
  assumptionsOfAccount,
  prodAssumptions,
  storeAssumptionsIn,
} from "../../domain/prices/assumptions.ts";
import { parseSettings, type Settings, settingsOfText } from "../../stacks/settings.ts";
import type { StackConfig } from "../offline/run.ts";

/** The settings of a stack that concern its costs. */
export interface CostSettings {
  /** Assumptions of use, with those that the settings make. */
  readonly assumptions: Assumptions;
  /** Names of the assumptions that count for a stack of this kind. */
  readonly asked: readonly string[];
  /** Names of the assumptions that the settings make. */
  readonly set: readonly string[];
  readonly isProd: boolean;
  /** The account's stack by name: its own, or the one that a store names; undefined where nothing names it. */
  readonly account?: string;
  /** The account's monthly budget in US dollars, where this stack has one. */
  readonly budgetUsd?: number;
}

/** Assumptions about the costs of a stack; undefined where its settings are those of no store or account. */
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

/** The settings that have a value. */
const given = (costs: Readonly<Record<string, number | undefined>>): Record<string, number> =>
  Object.fromEntries(Object.entries(costs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
