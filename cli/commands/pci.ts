import { type Command, Option } from "commander";
import type { PciOptions } from "../pci/command.ts";
import { examples } from "./examples.ts";

/** Adds `store pci`. */
export function registerPci(program: Command): void {
  program
    .command("pci")
    .description("show how a store stands in the calendar of PCI DSS: scans from outside, patch windows, restore tests; works offline")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText("after", examples(["what is due, and when; ends with 1 where something is overdue", "pci demo-prod"]))
    .action(async (stack: string, options: Omit<PciOptions, "stack">) => {
      const { pci } = await import("../pci/command.ts");
      process.exitCode = pci({ stack, ...options });
    });
}
