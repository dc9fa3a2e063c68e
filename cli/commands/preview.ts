import { type Command, Option } from "commander";
import type { PreviewOptions } from "../preview/command.ts";
import { examples } from "./examples.ts";

/** Adds `store preview`. */
export function registerPreview(program: Command): void {
  program
    .command("preview")
    .description("show what a stack would consist of, without network, AWS account or Pulumi login")
    .argument("[stack...]", "names of stacks, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack, a row each")
    .option(
      "--graph <file>",
      "also write the graph in the form of `pulumi stack export`; with several stacks a folder for <stack>.json files",
    )
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["what a stack consists of, and what the policies say", "preview demo-prod"],
        ["every stack, a row each", "preview --all"],
        ["the graph, to look at with jq or to check later", "preview demo-prod --graph prod.json"],
      ),
    )
    .action(async (stacks: string[], options: Omit<PreviewOptions, "names">) => {
      const { preview } = await import("../preview/command.ts");
      process.exitCode = await preview({ names: stacks, ...options });
    });
}
