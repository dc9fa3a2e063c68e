import { type Command, Option } from "commander";
import type { PermissionsOptions } from "../permissions/command.ts";
import { examples } from "./examples.ts";

/** Adds `store permissions`. */
export function registerPermissions(program: Command): void {
  program
    .command("permissions")
    .description("show the permissions that each role of a stack needs, derived from the calls it makes; works offline")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--role <role>", "ci, nodes, staff, or a function: list its permissions")
    .option("--json", "print one JSON object instead of text; with --role, as an IAM policy")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["every role, with its number of actions", "permissions demo-prod"],
        ["an IAM policy for the deploy role", "permissions demo-prod --role ci --json"],
      ),
    )
    .action(async (stack: string, options: Omit<PermissionsOptions, "stack">) => {
      const { permissions } = await import("../permissions/command.ts");
      process.exitCode = await permissions({ stack, ...options });
    });
}
