import { type Command, Option } from "commander";
import type { PushOptions, ReleaseOptions } from "../release/command.ts";
import type { InstallRequest } from "../release/install.ts";
import type { PackOptions } from "../release/pack.ts";
import type { PromoteOptions } from "../release/promotion/command.ts";
import { examples } from "./examples.ts";

/** Adds `store release pack | push | list | licence | install | promote`. */
export function registerRelease(program: Command): void {
  const release = program.command("release").description("pack, upload, list and promote releases of X-Cart").helpCommand(false);
  release
    .command("pack")
    .description("make a release of an installed X-Cart: the same files give the same bytes; secrets and dumps are refused")
    .argument("<dir>", "folder of the store, the one above public/")
    .option("--version <release>", "the release's name: X-Cart's version and a number, such as 5.6.0.12-1")
    .option("--out <folder>", "where the archive and its description go", ".")
    .option("--allow <path=reason>", "pack a path although a rule is against it; can be given again", collect, [])
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", examples(["an installed store that moves in", "release pack /var/www/xcart --version 5.6.0.12-1"]))
    .action(async (dir: string, options: PackOptions) => {
      const { pack } = await import("../release/command.ts");
      process.exitCode = await pack(dir, options);
    });
  inBucket(release.command("push").description("upload a packed release, or X-Cart's distribution; what is there never changes"))
    .argument("[file]", "the archive that pack wrote")
    .option(
      "--distribution <file>",
      "in its place a distribution of X-Cart, .zip or .tgz as it was downloaded, to install a new store from",
    )
    .option("--name <name>", "the distribution's name (default: its version): 5.6.0.12-2 for another of the same version")
    .option("--allow <path=reason>", "keep a path of the distribution although a rule is against it; can be given again", collect, [])
    .addHelpText(
      "after",
      examples(
        ["a release that pack wrote", "release push demo-prod 5.6.0.12-1.tar.zst"],
        ["X-Cart as it was downloaded, to install from", "release push demo-dev --distribution x-cart-5.6.0.12.zip"],
      ),
    )
    .action(async (stack: string, file: string | undefined, options: PushOptions) => {
      const { push } = await import("../release/command.ts");
      process.exitCode = await push(stack, file, options);
    });
  inBucket(release.command("list").description("list a store's releases, newest first, and X-Cart's distributions"))
    .addHelpText("after", examples(["releases and their checksums", "release list demo-prod"]))
    .action(async (stack: string, options: ReleaseOptions) => {
      const { list } = await import("../release/command.ts");
      process.exitCode = await list(stack, options);
    });
  release
    .command("licence")
    .description("put X-Cart's licence key, from standard input, into the store's secret for it")
    .argument("<stack>", "name of the store's stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText("after", examples(["the key, from a file that is not in the repository", "release licence demo-prod < licence.txt"]))
    .action(async (stack: string, options: ReleaseOptions) => {
      const [{ licence }, { text }] = await Promise.all([import("../release/command.ts"), import("node:stream/consumers")]);
      process.exitCode = await licence(stack, await text(process.stdin), options);
    });
  inBucket(
    release.command("install").description("install X-Cart from a distribution into a new store's empty database, as its first release"),
  )
    .argument("<version>", "the name of the release that comes of it, such as 5.6.0.12-1")
    .option("--distribution <name>", "the distribution in the bucket (default: the release's version)")
    .option("--administrator <email>", "the store's first administrator")
    .addHelpText(
      "after",
      examples(["a new store", "release install demo-dev 5.6.0.12-1 --distribution 5.6.0.12 --administrator you@example.com"]),
    )
    .action(async (stack: string, version: string, options: ReleaseOptions & Omit<InstallRequest, "release">) => {
      const { install } = await import("../release/command.ts");
      process.exitCode = await install(stack, version, options);
    });
  inBucket(
    release
      .command("promote")
      .description("say what a release does to the store's database, have it done, then write web.release into the stack's file"),
  )
    .argument("<version>", "the release's name")
    .option("--yes", "start the upgrade of the database, where the release has one")
    .option("--sha256 <checksum>", "what the release's archive has to be (default: what the stack runs that it is taken over from)")
    .addHelpText(
      "after",
      examples(
        ["what it would do to the database", "release promote demo-prod 5.6.0.12-2"],
        ["and do it, once it was read", "release promote demo-prod 5.6.0.12-2 --yes"],
      ),
    )
    .action(async (stack: string, version: string, options: PromoteOptions) => {
      const { promoteRelease } = await import("../release/promotion/command.ts");
      process.exitCode = await promoteRelease(stack, version, options);
    });
}

const collect = (text: string, all: readonly string[]): string[] => [...all, text];

const inBucket = (command: Command) =>
  command
    .argument("<stack>", "name of the store's stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--bucket <name>", "the releases bucket (default: the one of the settings' account)")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp());
