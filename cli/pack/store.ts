// The `store` command of the pack's package, which has no program of its own to preview: it checks exported graphs.
import { Command } from "commander";
import { check } from "../check/command.ts";
import { checkGraph } from "../check/graph.ts";

interface Options {
  readonly graph: string;
  readonly format: string;
  readonly base?: string;
  readonly verbose?: boolean;
}

const program = new Command("store")
  .description("Check the exported graph of any Pulumi AWS program against the policies")
  .helpCommand(false);
program
  .command("check")
  .description("check what `pulumi stack export` wrote")
  .requiredOption("--graph <file>", "the export to check")
  .option("--format <format>", "text, json, markdown or sarif", "text")
  .option("--base <path>", "JSON report of the base branch, or a folder of such: says what is new and what is fixed")
  .option("--verbose", "in text, also list advisories, what is unknown until apply, and policies that looked at nothing")
  .action(async (options: Options) => {
    process.exitCode = await check({ names: [], ...options }, (given) => checkGraph(given, options.graph));
  });
await program.parseAsync();
