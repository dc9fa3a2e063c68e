import { isSecret, UNKNOWN } from "../../domain/graph-values.ts";
import { type Cost, costOf } from "../../domain/prices/cost.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { Properties } from "../offline/wire.ts";
import { type Engine, engine } from "../recorder/hooks.ts";
import { type HourlyLine, hourlyCosts } from "./hourly.ts";
import { componentTree, isComponent, isResource, type TreeNode } from "./tree.ts";

/** The preview of one stack; `--json` prints it as it is. */
export interface Preview {
  readonly stack: string;
  /** The engine that ran the program. */
  readonly engine: Engine;
  readonly counts: { readonly resources: number; readonly components: number };
  /** The stack at the root. */
  readonly tree: TreeNode;
  readonly hourly: readonly HourlyLine[];
  /** Monthly costs by list prices; `store cost` has the lines. */
  readonly cost: Pick<Cost, "region" | "prices" | "usd" | "missing">;
  /** The stack's outputs; `known after apply` and `[secret]` in place of what cannot be shown. */
  readonly outputs: Properties;
  /** Relaxations in the settings, a sentence each. */
  readonly relaxations: readonly string[];
}

/** Sums up the graph of `stack` and its costs. Its output `relaxations`, a list of sentences, is shown apart from the others. */
export function summarize(stack: string, resources: readonly GraphResource[], cost: Cost = costOf(resources)): Preview {
  const { relaxations, ...outputs } = resources.find((resource) => resource.type === "pulumi:pulumi:Stack")?.outputs ?? {};
  return {
    stack,
    engine: engine(),
    counts: { resources: resources.filter(isResource).length, components: resources.filter(isComponent).length },
    tree: componentTree(resources),
    hourly: hourlyCosts(cost),
    cost: { region: cost.region, prices: cost.prices, usd: cost.usd, missing: cost.missing },
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, shown(value)])),
    relaxations: Array.isArray(relaxations) ? relaxations.map(String) : [],
  };
}

function shown(value: unknown): unknown {
  if (value === UNKNOWN) return "known after apply";
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shown(part)]));
}
