import { dayOf } from "../../domain/calendars/days.ts";
import type { Assumptions } from "../../domain/prices/assumptions.ts";
import type { Allowed, Guard } from "../../domain/replacements/refused.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import { environments } from "../../stacks/settings/profiles.ts";
import { allowReplacement } from "../../stacks/settings/schema/allow-replacement.ts";
import { costSettings } from "../cost/settings.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { StackConfig } from "../offline/run.ts";

/** The rules of a stack's settings for changes to it. */
export interface Rules {
  /** Resources with data that may be deleted. */
  readonly allowReplacement: readonly Allowed[];
  /** Assumptions of use. @default - those of production */
  readonly assumptions?: Assumptions;
}

/** Reads the rules of settings, also of those with a fault elsewhere. */
export function rulesIn(config: StackConfig): Rules {
  const settings = fromJson(config.config[`${config.project}:settings`] ?? "");
  const costs = costSettings(config);
  return { allowReplacement: allowedIn(settings), ...(costs && { assumptions: costs.assumptions }) };
}

/** The same by the outputs of a graph, whose settings are not at hand. */
export const rulesOfGraph = (graph: readonly GraphResource[]): Rules => ({
  allowReplacement: allowedIn(graph.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs),
});

function allowedIn(settings: unknown): readonly Allowed[] {
  return allowReplacement.safeParse(isRecord(settings) ? settings.allowReplacement : undefined).data ?? [];
}

/** The guard of a change to `stack`, by the environment in its name, since a change could have other settings. */
export function guardOf(stack: string, rules: Rules): Guard {
  const environment = environments.find((one) => stack.endsWith(`-${one}`));
  const today = dayOf(new Date());
  return { ...(environment && { environment }), allowReplacement: rules.allowReplacement, today };
}
