import { type Command, Option } from "commander";
import type { ReleaseOptions } from "../release/command.ts";
import type { PackOptions } from "../release/pack.ts";
import type { PromoteOptions } from "../release/promotion/command.ts";

/** Adds `store release pack | push | list | promote`. */
export function registerRelease(program: Command): void {
  const release = program.command("release").description("pack, upload, list and promote releases of X-Cart").helpCommand(false);
  release
    .command("pack")
    .description("make a release of an installed X-Cart: the same files give the same bytes; secrets and dumps are refused")
    .argument("<dir>", "folder of the store, the one above public/")
    .option("--version <release>", "the release's name: X-Cart's version and a number, such as 5.6.0.12-1")
    .option("--out <folder>", "where the archive and its description go", ".")
    .option(
      "--allow <path=reason>",
      "pack a path although a rule is against it; can be given again",
      (text, all: string[]) => [...all, text],
      [],
    )
    .option("--json", "print one JSON object instead of text")
    .action(async (dir: string, options: PackOptions) => {
      const { pack } = await import("../release/command.ts");
      process.exitCode = await pack(dir, options);
    });
  inBucket(release.command("push").description("upload a packed release; one that is there never changes"))
    .argument("<file>", "the archive that pack wrote")
    .action(async (stack: string, file: string, options: ReleaseOptions) => {
      const { push } = await import("../release/command.ts");
      process.exitCode = await push(stack, file, options);
    });
  inBucket(release.command("list").description("list a store's releases, newest first")).action(
    async (stack: string, options: ReleaseOptions) => {
      const { list } = await import("../release/command.ts");
      process.exitCode = await list(stack, options);
    },
  );
  inBucket(
    release
      .command("promote")
      .description("say what a release does to the store's database, have it done, then write web.release into the stack's file"),
  )
    .argument("<version>", "the release's name")
    .option("--yes", "start the upgrade of the database, where the release has one")
    .action(async (stack: string, version: string, options: PromoteOptions) => {
      const { promoteRelease } = await import("../release/promotion/command.ts");
      process.exitCode = await promoteRelease(stack, version, options);
    });
}

const inBucket = (command: Command) =>
  command
    .argument("<stack>", "name of the store's stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--bucket <name>", "the releases bucket (default: the one of the settings' account)")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp());
