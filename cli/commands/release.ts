import { type Command, Option } from "commander";
import type { PushOptions, ReleaseOptions } from "../release/command.ts";
import type { InstallRequest } from "../release/install.ts";
import type { PackOptions } from "../release/pack.ts";
import type { PromoteOptions } from "../release/promotion/command.ts";
import { examples } from "./examples.ts";

/** Adds `store release pack | push | list | licence | install | promote`. */
export function registerRelease(program: Command): void {
  const release = program.command("release").description("pack, upload, list, install and promote X-Cart releases").helpCommand(false);
  release
    .command("pack")
    .description("pack an installed X-Cart into a reproducible release archive; refuses secrets and database dumps")
    .argument("<dir>", "X-Cart's folder, which contains public/")
    .option("--version <release>", "release name: X-Cart's version and a build number, such as 5.6.0.12-1")
    .option("--out <folder>", "folder for the archive and its description", ".")
    .addOption(allow("pack a path that a rule refuses; repeatable"))
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", examples(["a store that is being migrated", "release pack /var/www/xcart --version 5.6.0.12-1"]))
    .action(async (dir: string, options: PackOptions) => {
      const { pack } = await import("../release/command.ts");
      process.exitCode = await pack(dir, options);
    });
  inBucket(release.command("push").description("upload a packed release or an X-Cart distribution; uploads are never overwritten"))
    .argument("[file]", "archive written by `release pack`")
    .option("--distribution <file>", "upload an X-Cart distribution instead, .zip or .tgz as downloaded, to install a new store from")
    .option("--name <name>", "distribution name (default: its version), such as 5.6.0.12-2 for a second one of the same version")
    .addOption(allow("keep a path of the distribution that a rule refuses; repeatable"))
    .addHelpText(
      "after",
      examples(
        ["a packed release", "release push demo-prod 5.6.0.12-1.tar.zst"],
        ["X-Cart as downloaded, to install from", "release push demo-dev --distribution x-cart-5.6.0.12.zip"],
      ),
    )
    .action(async (stack: string, file: string | undefined, options: PushOptions) => {
      const { push } = await import("../release/command.ts");
      process.exitCode = await push(stack, file, options);
    });
  inBucket(release.command("list").description("list a store's releases, newest first, and its X-Cart distributions"))
    .addHelpText("after", examples(["releases and their checksums", "release list demo-prod"]))
    .action(async (stack: string, options: ReleaseOptions) => {
      const { list } = await import("../release/command.ts");
      process.exitCode = await list(stack, options);
    });
  release
    .command("licence")
    .description("store X-Cart's licence key, read from standard input, in the store's secret")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText("after", examples(["the key, from a file outside the repository", "release licence demo-prod < licence.txt"]))
    .action(async (stack: string, options: ReleaseOptions) => {
      const [{ licence }, { text }] = await Promise.all([import("../release/command.ts"), import("node:stream/consumers")]);
      process.exitCode = await licence(stack, await text(process.stdin), options);
    });
  inBucket(release.command("install").description("install X-Cart from a distribution into a new store's empty database"))
    .argument("<version>", "name of the resulting release, such as 5.6.0.12-1")
    .option("--distribution <name>", "distribution in the bucket (default: the release's version)")
    .option("--administrator <email>", "email address of the store's first administrator")
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
      .description("show what a release does to the store's database, upgrade it, then write web.release to the settings"),
  )
    .argument("<version>", "release name")
    .option("--yes", "start the database upgrade, if the release has one")
    .option("--sha256 <checksum>", "expected SHA-256 of the release (default: that of the stack it is copied from)")
    .addHelpText(
      "after",
      examples(
        ["what it would change in the database", "release promote demo-prod 5.6.0.12-2"],
        ["upgrade, after reading that", "release promote demo-prod 5.6.0.12-2 --yes"],
      ),
    )
    .action(async (stack: string, version: string, options: PromoteOptions) => {
      const { promoteRelease } = await import("../release/promotion/command.ts");
      process.exitCode = await promoteRelease(stack, version, options);
    });
}

const collect = (text: string, all: readonly string[]): string[] => [...all, text];

/** The repeatable option for paths that rules refuse. */
const allow = (what: string): Option => new Option("--allow <path=reason>", what).argParser(collect).default([], "none");

const inBucket = (command: Command) =>
  command
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--bucket <name>", "releases bucket (default: that of the settings' account)")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp());
