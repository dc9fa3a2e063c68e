import { type Command, Option } from "commander";
import type { EndsOptions } from "../ends/command.ts";

/** Adds `store ends`. */
export function registerEnds(program: Command): void {
  program
    .command("ends")
    .description("show what in the settings has ended or soon will: waivers, trials, monitors, scanners, emergencies, suppressions")
    .argument("[stack...]", "names of stacks, as in stacks/Pulumi.<stack>.yaml; by default every stack")
    .option("--within <days>", "also what ends within so many days", "30")
    .option("--format <format>", "text, json or markdown", "text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .action(async (names: string[], options: Omit<EndsOptions, "names">) => {
      const { ends } = await import("../ends/command.ts");
      process.exitCode = ends({ names, ...options });
    });
}
