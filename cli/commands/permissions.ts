import { type Command, Option } from "commander";
import type { PermissionsOptions } from "../permissions/command.ts";
import { examples } from "./examples.ts";

/** Adds `store permissions`. */
export function registerPermissions(program: Command): void {
  program
    .command("permissions")
    .description("show the least rights that each role of a stack needs, from the calls that are made by it; works offline")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--role <role>", "ci, nodes, staff, or the name of a function: its rights one by one")
    .option("--json", "print one JSON object instead of text; with --role it has an IAM policy")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["every role, and how many actions it needs", "permissions demo-prod"],
        ["an IAM policy for the role that deploys", "permissions demo-prod --role ci --json"],
      ),
    )
    .action(async (stack: string, options: Omit<PermissionsOptions, "stack">) => {
      const { permissions } = await import("../permissions/command.ts");
      process.exitCode = await permissions({ stack, ...options });
    });
}
