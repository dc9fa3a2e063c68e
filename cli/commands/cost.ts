import { type Command, Option } from "commander";
import type { CostOptions } from "../cost/command.ts";
import { examples } from "./examples.ts";

/** Adds `store cost`. */
export function registerCost(program: Command): void {
  program
    .command("cost")
    .description("estimate the monthly cost of stacks by AWS list prices; works offline")
    .argument("[stack...]", "stack names, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack, one line each, and their sum")
    .option("--json", "print JSON instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(["every line of one stack, and what would save money", "cost demo-prod"], ["all stacks and their sum", "cost --all"]),
    )
    .action(async (stacks: string[], options: Omit<CostOptions, "names">) => {
      const { cost } = await import("../cost/command.ts");
      process.exitCode = await cost({ names: stacks, ...options });
    });
}
