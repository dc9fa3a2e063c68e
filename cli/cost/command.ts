import { resolve } from "node:path";
import picocolors from "picocolors";
import { messageOf, UserError } from "../offline/faults.ts";
import { ownProject } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
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

/** Columns of a text that goes to a file or a pipe. */
const COLUMNS = 100;

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
    for (const failure of failures) console.error(failure);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 1;
  }
}

function json(costs: readonly StackCost[], failures: readonly string[], overBudget: readonly OverBudget[], asked: number): string {
  const [only] = costs;
  return JSON.stringify(asked === 1 ? { ...only, overBudget } : { stacks: costs, overBudget, failures }, null, 2);
}

function text(costs: readonly StackCost[], over: readonly OverBudget[], brief: boolean): string {
  const colors = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
  const columns = Math.max(60, process.stdout.columns ?? COLUMNS);
  const body = brief ? sumLines(costs, colors).join("\n") : costs.map((one) => costText(one, columns, colors)).join("\n\n");
  return [body, ...budgetLines(over, colors)].join("\n");
}
