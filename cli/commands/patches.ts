import { type Command, Option } from "commander";
import type { PatchesOptions } from "../patches/command.ts";
import { examples } from "./examples.ts";

/** Adds `store patches`. */
export function registerPatches(program: Command): void {
  program
    .command("patches")
    .description("show a store's next patch windows, and the evidence for PCI DSS 6.3.3; asks AWS where there are credentials")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--graph <file>", "take the ends of fixes from what `pulumi stack export` or `store preview --graph` wrote")
    .option("--json", "print one JSON object instead of text")
    .option("--no-aws", "do not ask AWS, credentials or not")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["windows, freezes and evidence, with what AWS says", "patches demo-prod"],
        ["the plan alone", "patches demo-prod --no-aws"],
      ),
    )
    .action(async (stack: string, options: Omit<PatchesOptions, "stack">) => {
      const { patches } = await import("../patches/command.ts");
      process.exitCode = await patches({ stack, ...options });
    });
}
