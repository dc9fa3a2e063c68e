import type { Assumptions } from "../../domain/prices/assumptions.ts";
import type { Allowed, Guard } from "../../domain/replacements/refused.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import { environments } from "../../stacks/settings/profiles.ts";
import { allowReplacement } from "../../stacks/settings/schema/allow-replacement.ts";
import { costSettings } from "../cost/settings.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { StackConfig } from "../offline/run.ts";

/** What a stack's settings say of a change to it. */
export interface Rules {
  /** What holds data and may go all the same. */
  readonly allowReplacement: readonly Allowed[];
  /** What is assumed of use. @default - what is assumed in production */
  readonly assumptions?: Assumptions;
}

/** Of settings with a fault elsewhere the words still count; those with a fault of their own do not. */
export function rulesIn(config: StackConfig): Rules {
  const settings = fromJson(config.config[`${config.project}:settings`] ?? "");
  const costs = costSettings(config);
  return { allowReplacement: allowedIn(settings), ...(costs && { assumptions: costs.assumptions }) };
}

/** The same by the outputs of a graph, of which nobody has the settings. */
export const rulesOfGraph = (graph: readonly GraphResource[]): Rules => ({
  allowReplacement: allowedIn(graph.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs),
});

function allowedIn(settings: unknown): readonly Allowed[] {
  return allowReplacement.safeParse(isRecord(settings) ? settings.allowReplacement : undefined).data ?? [];
}

/** What a change to `stack` is held to. What it is for is in its name: a change could have other settings. */
export function guardOf(stack: string, rules: Rules): Guard {
  const environment = environments.find((one) => stack.endsWith(`-${one}`));
  const today = new Date().toISOString().slice(0, 10);
  return { ...(environment && { environment }), allowReplacement: rules.allowReplacement, today };
}
