import { type Command, Option } from "commander";
import type { DiffOptions } from "../diff/command.ts";
import { examples } from "./examples.ts";

/** Adds `store diff`. The formats are checked by the command. */
export function registerDiff(program: Command): void {
  program
    .command("diff")
    .description("compare two stacks, settings files, git refs or exports: what changes, what is replaced, what it costs; works offline")
    .argument("[before]", "stack, settings file or export; with --against, the changed stack")
    .argument("[after]", "stack, settings file or export to compare with")
    .option("--against <ref>", "branch, tag, commit, settings file, or output of `pulumi stack export`")
    .option("--all", "every stack; requires --against")
    .option("--format <format>", "text, json or markdown", "text")
    .option("--json", "the same as --format json")
    .option("--exit-code", "exit with 2 if anything differs")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["what this branch changes in a stack", "diff demo-prod --against main"],
        ["what this branch changes anywhere, for a pull request", "diff --all --against main --format markdown"],
        ["two stacks", "diff demo-dev demo-staging"],
      ),
    )
    .action(async (before: string | undefined, after: string | undefined, options: Omit<DiffOptions, "names">) => {
      const { diff } = await import("../diff/command.ts");
      process.exitCode = await diff({ names: [before, after].filter((name) => name !== undefined), ...options });
    });
}
