import { type Command, Option } from "commander";
import type { PciOptions } from "../pci/command.ts";
import { examples } from "./examples.ts";

/** Adds `store pci`. */
export function registerPci(program: Command): void {
  program
    .command("pci")
    .description(
      "show how stacks stand by requirement of PCI DSS 4.0.1, and in its calendar of scans, patches and restore tests; works offline",
    )
    .argument(
      "[stack-or-requirement...]",
      "names of stacks, as in stacks/Pulumi.<stack>.yaml, and requirements such as 8.3.4 to show in whole",
    )
    .option("--all", "every stack")
    .option("--json", "print a JSON list of reports, one a stack, instead of text")
    .option("--verbose", "show every requirement in whole: policies, evidence, what is the owner's")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["what needs action; ends with 1 where a requirement is not met or something is overdue", "pci demo-prod"],
        ["one requirement in whole, with its evidence", "pci demo-prod 8.3.4"],
      ),
    )
    .action(async (words: string[], options: Omit<PciOptions, "words">) => {
      const { pci } = await import("../pci/command.ts");
      process.exitCode = await pci({ words, ...options });
    });
}
