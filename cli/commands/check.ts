import { type Command, Option } from "commander";
import type { Checked, CheckOptions } from "../check/command.ts";
import { examples } from "./examples.ts";

/** Adds `store check`. The formats are checked by the command, whose status for anything that cannot be done is 2. */
export function registerCheck(program: Command): void {
  program
    .command("check")
    .description("ask the policies about stacks, previewed offline, or about the graph of any Pulumi AWS program")
    .argument("[stack...]", "names of stacks, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack")
    .option("--graph <file>", "check what `pulumi stack export` or `store preview --graph` wrote instead")
    .option("--format <format>", "text, json, markdown, sarif, or GitLab's junit and codequality", "text")
    .option("--base <path>", "JSON report of the base branch, or a folder of such: says what is new and what is fixed")
    .option("--against <ref>", "a branch, tag or commit, or a file: what takes production's data since then is refused")
    .option("--verbose", "in text, also list advisories, what is unknown until apply, and policies that looked at nothing")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["two stacks, with advisories and what is unknown", "check demo-dev demo-prod --verbose"],
        ["every stack, as a comment on a pull request", "check --all --format markdown --base base.json"],
        ["what any Pulumi program has deployed", "check --graph export.json"],
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
