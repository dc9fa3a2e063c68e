import { type Command, Option } from "commander";
import type { Checked, CheckOptions } from "../check/command.ts";
import { examples } from "./examples.ts";

/** Adds `store check`. The formats are checked by the command, whose status for anything that cannot be done is 2. */
export function registerCheck(program: Command): void {
  program
    .command("check")
    .description("check stacks, or any exported Pulumi AWS stack, against the policies; works offline")
    .argument("[stack...]", "stack names, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack")
    .option("--graph <file>", "check the output of `pulumi stack export` or `store preview --graph` instead")
    .option("--format <format>", "text, json, markdown, sarif, junit or codequality (GitLab)", "text")
    .option("--base <path>", "JSON report of the base branch, or a folder of them; shows what is new and what is fixed")
    .option("--against <ref>", "branch, tag, commit or file; fails if production data would be lost since then")
    .option("--verbose", "also list advisories, what is unknown until apply, and policies that had nothing to check")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["two stacks, with advisories and unknowns", "check demo-dev demo-prod --verbose"],
        ["every stack, as a comment on a pull request", "check --all --base base.json --format markdown"],
        ["the export of any Pulumi AWS program", "check --graph export.json"],
      ),
    )
    .action(async (stacks: string[], options: Omit<CheckOptions, "names">) => {
      const { check } = await import("../check/command.ts");
      process.exitCode = await check({ names: stacks, ...options }, judge);
    });
}

/** Loads only what the source needs. */
async function judge(options: CheckOptions): Promise<Checked> {
  if (options.graph === undefined) return await (await import("../check/stacks.ts")).checkStacks(options);
  return await (await import("../check/graph.ts")).checkGraph(options, options.graph);
}
