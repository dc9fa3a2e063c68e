import { resolve } from "node:path";
import { ownProject } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { budgetsOf, type OverBudget } from "./budget.ts";
import type { StackCost } from "./estimate.ts";
import { budgetLines, costText, sumLines } from "./text.ts";

/** The command line of `store cost`. */
export interface CostOptions {
  readonly names: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Runs `store cost`; resolves to the exit status: 0, or 1 with a line on stderr for each stack that has no estimate. A budget that is exceeded is a warning. */
export async function cost(options: CostOptions): Promise<number> {
  try {
    const project = ownProject(options.stacks && resolve(options.stacks));
    const jobs = selectStacks("store cost", options, project).map((job) => ({ ...job, cost: true }));
    // The program may name files, and Pulumi runs it from here.
    process.chdir(project.root);
    const results = await run(project, jobs);
    const costs = results.flatMap((result) => result.cost ?? []);
    const failures = results.flatMap((result) => result.failure ?? []);
    const over = budgetsOf(project, costs);
    if (costs.length > 0) console.log(options.json ? json(costs, failures, over, jobs.length) : text(costs, over, options.all === true));
    for (const failure of failures) printFault(failure);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    return faultStatus(error);
  }
}

function json(costs: readonly StackCost[], failures: readonly string[], overBudget: readonly OverBudget[], asked: number): string {
  const [only] = costs;
  return JSON.stringify(asked === 1 ? { ...only, overBudget } : { stacks: costs, overBudget, failures }, null, 2);
}

function text(costs: readonly StackCost[], over: readonly OverBudget[], brief: boolean): string {
  const screen = screenOf();
  const body = brief ? sumLines(costs, screen).join("\n") : costs.map((one) => costText(one, screen)).join("\n\n");
  return [body, ...budgetLines(over, screen)].join("\n");
}
