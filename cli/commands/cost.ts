import { type Command, Option } from "commander";
import type { CostOptions } from "../cost/command.ts";

/** Adds `store cost`. */
export function registerCost(program: Command): void {
  program
    .command("cost")
    .description("estimate what stacks cost in a month by AWS's list prices, without network or AWS account")
    .argument("[stack...]", "names of stacks, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack, a line each, and their sum")
    .option("--json", "print JSON instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .action(async (stacks: string[], options: Omit<CostOptions, "names">) => {
      const { cost } = await import("../cost/command.ts");
      process.exitCode = await cost({ names: stacks, ...options });
    });
}
