import { type Command, Option } from "commander";
import type { RestoreOptions } from "../restore/options.ts";
import { examples } from "./examples.ts";

/** Adds `store restore`. No option is mandatory to commander, which would stop at the first that is missing. */
export function registerRestore(program: Command): void {
  program
    .command("restore")
    .description("plan how a store goes back to a time, from what AWS has; with --yes restore it beside what runs")
    .argument("[stack]", "name of the store's stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--at <time>", "the time to go back to, such as 2026-11-20T03:12:00Z; without an offset as clocks in --timezone show it")
    .option("--timezone <zone>", "such as Europe/Berlin (default: the settings' backup.timeZone)")
    .option("--what <what>", "database, files or all")
    .option("--from <place>", "vault; copy: the vault in the second Region; air-gapped; account: the vault of another account", "vault")
    .option("--into <stack>", "with --from copy: the stack in the second Region that gets it")
    .option("--dry-run", "plan from the settings alone, without asking AWS")
    .option("--yes", "restore beside what runs, and wait for it; what is switched over, and when, stays yours")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["the plan, offline", "restore demo-prod --at 2026-11-20T03:12:00Z --what all --dry-run"],
        ["the database, restored beside the one that runs", "restore demo-prod --at 2026-11-20T03:12:00Z --what database --yes"],
        ["in the second Region, from its copies", "restore demo-prod --at 2026-11-20T03:12:00Z --what all --from copy --into demo2-prod"],
      ),
    )
    .action(async (stack: string | undefined, options: RestoreOptions) => {
      const { restore } = await import("../restore/command.ts");
      process.exitCode = await restore(stack, options);
    });
}
