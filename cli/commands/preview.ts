import { type Command, Option } from "commander";
import type { PreviewOptions } from "../preview/command.ts";
import { examples } from "./examples.ts";

/** Adds `store preview`. */
export function registerPreview(program: Command): void {
  program
    .command("preview")
    .description("show the plan, costs and policy verdict of stacks; works offline")
    .argument("[stack...]", "stack names, as in stacks/Pulumi.<stack>.yaml")
    .option("--all", "every stack, one row each")
    .option(
      "--graph <file>",
      "also write the resource graph, as `pulumi stack export` does; for several stacks, a folder for <stack>.json files",
    )
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["the plan of one stack", "preview demo-prod"],
        ["every stack, one row each", "preview --all"],
        ["the graph, for jq or a later check", "preview demo-prod --graph prod.json"],
      ),
    )
    .action(async (stacks: string[], options: Omit<PreviewOptions, "names">) => {
      const { preview } = await import("../preview/command.ts");
      process.exitCode = await preview({ names: stacks, ...options });
    });
}
