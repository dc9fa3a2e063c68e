import { type Command, Option } from "commander";
import type { ReportOptions } from "../report/command.ts";
import { examples } from "./examples.ts";

/** Adds `store report`. */
export function registerReport(program: Command): void {
  program
    .command("report")
    .description("write all about a stack on one page: network, costs, verdict, PCI DSS, calendar, ends of support; works offline")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--html <file>", "write the page, which needs no other file and no network")
    .option("--ics <file>", "write patch windows, freezes, tests, scans and ends as a calendar")
    .option("--against <ref>", "also show what changes: against a branch, tag or commit, a settings file, or an export")
    .option("--json", "print one JSON object instead of a summary")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["one page for the merchant, the operator and the assessor", "report demo-prod --html demo-prod.html"],
        ["the same with what a branch changes, and a calendar", "report demo-prod --against main --html page.html --ics demo-prod.ics"],
      ),
    )
    .action(async (stack: string, options: Omit<ReportOptions, "stack">) => {
      const { report } = await import("../report/command.ts");
      process.exitCode = await report({ stack, ...options });
    });
}
