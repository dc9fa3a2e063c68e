import { type Command, Option } from "commander";
import type { ReportOptions } from "../report/command.ts";
import { examples } from "./examples.ts";

/** Adds `store report`. */
export function registerReport(program: Command): void {
  program
    .command("report")
    .description("write a one-page report about a stack: network, costs, policies, PCI DSS, calendar, end of support; works offline")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--html <file>", "write the report as one self-contained HTML file")
    .option("--ics <file>", "write patch windows, freezes, tests, scans and end dates as a calendar")
    .option("--against <ref>", "also show changes against a branch, tag, commit, settings file or export")
    .option("--json", "print one JSON object instead of a summary")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["one page for merchant, operator and assessor", "report demo-prod --html demo-prod.html"],
        ["with the changes of a branch, and a calendar", "report demo-prod --against main --html page.html --ics demo-prod.ics"],
      ),
    )
    .action(async (stack: string, options: Omit<ReportOptions, "stack">) => {
      const { report } = await import("../report/command.ts");
      process.exitCode = await report({ stack, ...options });
    });
}
