import { type Command, Option } from "commander";
import type { DoctorOptions } from "../doctor/command.ts";
import { examples } from "./examples.ts";

/** Adds `store doctor`. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check whether the AWS account is ready for a stack's first `pulumi up`; reads only")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText("after", examples(["before the first deployment, with the account's credentials", "doctor demo-prod"]))
    .action(async (stack: string, options: Omit<DoctorOptions, "stack">) => {
      const { doctor } = await import("../doctor/command.ts");
      process.exitCode = await doctor({ stack, ...options });
    });
}
