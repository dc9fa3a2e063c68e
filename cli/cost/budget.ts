import { fromJson, isRecord } from "../../domain/values.ts";
import { UserError } from "../offline/faults.ts";
import { listStacks, type Project, readStackConfig } from "../offline/project.ts";
import type { StackCost } from "./estimate.ts";

/** An account whose budget is less than what some of its stacks cost by themselves. */
export interface OverBudget {
  /** The account's stack. */
  readonly account: string;
  readonly budgetUsd: number;
  /** The stacks that were added up. */
  readonly stacks: readonly string[];
  /** Their costs with the minimum of nodes, in US dollars a month. */
  readonly usd: number;
}

/** The accounts whose budget (`spending.monthlyUsd`) is exceeded by the estimated stacks. */
export function budgetsOf(project: Project, costs: readonly StackCost[]): OverBudget[] {
  const accounts = [...new Set(costs.flatMap(({ account }) => account ?? []))];
  return accounts.flatMap((account) => {
    const own = costs.filter((one) => one.account === account);
    const budgetUsd = own.find(({ stack }) => stack === account)?.budgetUsd ?? budgetIn(project, account);
    const usd = Math.round(own.reduce((sum, { cost }) => sum + cost.usd.from, 0) * 100) / 100;
    return budgetUsd === undefined || usd <= budgetUsd ? [] : [{ account, budgetUsd, stacks: own.map(({ stack }) => stack), usd }];
  });
}

/** The budget in an account's file; undefined where there is none here, or no such file. */
function budgetIn(project: Project, account: string): number | undefined {
  if (!listStacks(project).includes(account)) return undefined;
  try {
    const settings = fromJson(readStackConfig(project, account).config[`${project.name}:settings`] ?? "");
    const spending = isRecord(settings) && isRecord(settings.spending) ? settings.spending : {};
    return typeof spending.monthlyUsd === "number" ? spending.monthlyUsd : undefined;
  } catch (error) {
    // What is wrong with the account's file is not this stack's concern.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
