import { type Command, Option } from "commander";
import type { DiffOptions } from "../diff/command.ts";

/** Adds `store diff`. The formats are checked by the command. */
export function registerDiff(program: Command): void {
  program
    .command("diff")
    .description("show what changes between two stacks, settings files, git refs or exports, and what is replaced, without asking AWS")
    .argument("[before]", "a stack, a settings file or an export; with --against the stack itself")
    .argument("[after]", "the same")
    .option("--against <ref>", "a branch, tag or commit, or a file: settings, or what `pulumi stack export` wrote")
    .option("--all", "every stack, against a branch, tag or commit")
    .option("--format <format>", "text, json or markdown", "text")
    .option("--json", "the same as --format json")
    .option("--exit-code", "end with 2 where something differs")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .action(async (before: string | undefined, after: string | undefined, options: Omit<DiffOptions, "names">) => {
      const { diff } = await import("../diff/command.ts");
      process.exitCode = await diff({ names: [before, after].filter((name) => name !== undefined), ...options });
    });
}
