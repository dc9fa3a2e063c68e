import { type Command, Option } from "commander";
import type { ReviewOptions } from "../review/command.ts";
import { examples } from "./examples.ts";

/** Adds `store review`. What is missing is said by the command, whose status for anything that cannot be done is 2. */
export function registerReview(program: Command): void {
  program
    .command("review")
    .description(
      "review a change with the policies of its base: what it replaces and costs, new violations, weakened or hidden checks, exceptions",
    )
    .requiredOption("--graphs <folder>", "output of the change's `store preview --all --graph`")
    .requiredOption("--settings <folder>", "the change's settings files")
    .requiredOption("--report <file>", "output of the change's `store check --all --format json`")
    .option("--format <format>", "text or markdown", "text")
    .option("--json <file>", "also write the review as JSON")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples([
        "a pull request, from a checkout of its base",
        "review --graphs change/graphs --settings change/stacks --report change/report.json",
      ]),
    )
    .action(async (options: ReviewOptions) => {
      const { review } = await import("../review/command.ts");
      process.exitCode = await review(options);
    });
}
