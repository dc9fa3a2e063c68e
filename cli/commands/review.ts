import { type Command, Option } from "commander";
import type { ReviewOptions } from "../review/command.ts";

/** Adds `store review`. What is missing is said by the command, whose status for anything that cannot be done is 2. */
export function registerReview(program: Command): void {
  program
    .command("review")
    .description(
      "judge a change by the policies of this version, its base: what it replaces and costs, what only they find, what is weaker, hidden or excepted",
    )
    .requiredOption("--graphs <folder>", "what the change's `store preview --all --graph` wrote")
    .requiredOption("--settings <folder>", "the change's stack files")
    .requiredOption("--report <file>", "what the change's `store check --all --format json` wrote")
    .option("--format <format>", "text or markdown", "text")
    .option("--json <file>", "also write the review as JSON")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .action(async (options: ReviewOptions) => {
      const { review } = await import("../review/command.ts");
      process.exitCode = await review(options);
    });
}
