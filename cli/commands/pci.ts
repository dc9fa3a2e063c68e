import { type Command, Option } from "commander";
import type { PciOptions } from "../pci/command.ts";
import { examples } from "./examples.ts";

/** Adds `store pci`. */
export function registerPci(program: Command): void {
  program
    .command("pci")
    .description(
      "report a stack's status by PCI DSS 4.0.1 requirement, and its calendar of scans, patches and restore tests; works offline",
    )
    .argument(
      "[stack-or-requirement...]",
      "stack names, as in stacks/Pulumi.<stack>.yaml, and requirements, such as 8.3.4, to show in full",
    )
    .option("--all", "every stack")
    .option("--json", "print a JSON list, one report per stack, instead of text")
    .option("--verbose", "show every requirement in full: policies, evidence, the owner's part")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["what needs action; exits with 1 if a requirement is not met or something is overdue", "pci demo-prod"],
        ["one requirement in full, with its evidence", "pci demo-prod 8.3.4"],
      ),
    )
    .action(async (words: string[], options: Omit<PciOptions, "words">) => {
      const { pci } = await import("../pci/command.ts");
      process.exitCode = await pci({ words, ...options });
    });
}
