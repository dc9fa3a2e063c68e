import { storeAssumptionsIn } from "../../domain/prices/assumptions.ts";
import { type Cost, costOf } from "../../domain/prices/cost.ts";
import { type Saving, savingsOf } from "../../domain/prices/savings.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { StackConfig } from "../offline/run.ts";
import { costSettings } from "./settings.ts";

/** An assumption of use that counts for a stack. */
export interface ShownAssumption {
  readonly name: string;
  readonly value: number;
  /** Whether the settings say so. */
  readonly set: boolean;
}

/** A stack's monthly costs, their assumptions, and possible savings. JSON as it is. */
export interface StackCost {
  readonly stack: string;
  readonly cost: Cost;
  readonly assumptions: readonly ShownAssumption[];
  readonly savings: readonly Saving[];
  /** The account's stack by name, where one is named. */
  readonly account?: string;
  /** The account's monthly budget in US dollars, where this stack has one. */
  readonly budgetUsd?: number;
}

/** Estimates the costs of a stack's resources with its settings' assumptions. */
export const stackCostOf = (resources: readonly GraphResource[], config: StackConfig): Cost =>
  costOf(resources, costSettings(config)?.assumptions);

/** The same with what it rests on and what would make it cheaper. Settings that are none of ours count as those of production. */
export function estimateOf(resources: readonly GraphResource[], config: StackConfig, cost: Cost): StackCost {
  const settings = costSettings(config);
  const { assumptions = storeAssumptionsIn("prod"), asked = [], set = [], isProd = true, account, budgetUsd } = settings ?? {};
  return {
    stack: config.stack,
    cost,
    assumptions: Object.entries(assumptions).flatMap(([name, value]) =>
      asked.includes(name) ? [{ name, value, set: set.includes(name) }] : [],
    ),
    savings: savingsOf(resources, isProd, assumptions),
    ...(account !== undefined && { account }),
    ...(budgetUsd !== undefined && { budgetUsd }),
  };
}
