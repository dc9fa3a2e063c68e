import { type Command, Option } from "commander";
import type { EndsOptions } from "../ends/command.ts";
import { examples } from "./examples.ts";

/** Adds `store ends`. */
export function registerEnds(program: Command): void {
  program
    .command("ends")
    .description("list settings that have expired or soon will: waivers, trials, monitors, scanners, emergencies, suppressions")
    .argument("[stack...]", "stack names, as in stacks/Pulumi.<stack>.yaml (default: every stack)")
    .option("--within <days>", "also list what ends within this many days", "30")
    .option("--format <format>", "text, json or markdown", "text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText("after", examples(["what ends within a quarter, in any stack", "ends --within 90"]))
    .action(async (names: string[], options: Omit<EndsOptions, "names">) => {
      const { ends } = await import("../ends/command.ts");
      process.exitCode = ends({ names, ...options });
    });
}
