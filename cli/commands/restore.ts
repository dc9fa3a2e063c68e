import { type Command, Option } from "commander";
import type { RestoreOptions } from "../restore/options.ts";
import { examples } from "./examples.ts";

/** Adds `store restore`. No option is mandatory to commander, which would stop at the first that is missing. */
export function registerRestore(program: Command): void {
  program
    .command("restore")
    .description("plan a point-in-time restore; with --yes, restore next to the running store")
    .argument("[stack]", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--at <time>", "time to restore to, such as 2026-11-20T03:12:00Z; without an offset, local time in --timezone")
    .option("--timezone <zone>", "time zone, such as Europe/Berlin (default: the settings' backup.timeZone)")
    .option("--what <what>", "database, files or all")
    .option("--from <place>", "vault, copy (second Region), air-gapped, or account (vault in another account)", "vault")
    .option("--into <stack>", "with --from copy: the stack in the second Region to restore into")
    .option("--dry-run", "plan from the settings only, without AWS")
    .option("--yes", "restore next to the running store and wait; you switch over yourself")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["the plan, offline", "restore demo-prod --at 2026-11-20T03:12:00Z --what all --dry-run"],
        ["the database, restored next to the running one", "restore demo-prod --at 2026-11-20T03:12:00Z --what database --yes"],
        [
          "everything, in the second Region, from its copies",
          "restore demo-prod --at 2026-11-20T03:12:00Z --what all --from copy --into demo2-prod",
        ],
      ),
    )
    .action(async (stack: string | undefined, options: RestoreOptions) => {
      const { restore } = await import("../restore/command.ts");
      process.exitCode = await restore(stack, options);
    });
}
