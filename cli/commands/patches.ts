import { type Command, Option } from "commander";
import type { PatchesOptions } from "../patches/command.ts";
import { examples } from "./examples.ts";

/** Adds `store patches`. */
export function registerPatches(program: Command): void {
  program
    .command("patches")
    .description("show a store's next patch windows and the evidence for PCI DSS 6.3.3; reads AWS if there are credentials")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--graph <file>", "read end-of-support dates from the output of `pulumi stack export` or `store preview --graph`")
    .option("--json", "print one JSON object instead of text")
    .option("--no-aws", "do not read AWS, even with credentials")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(["windows, freezes and evidence, including AWS's", "patches demo-prod"], ["the plan only", "patches demo-prod --no-aws"]),
    )
    .action(async (stack: string, options: Omit<PatchesOptions, "stack">) => {
      const { patches } = await import("../patches/command.ts");
      process.exitCode = await patches({ stack, ...options });
    });
}
