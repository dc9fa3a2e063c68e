import { resolve } from "node:path";
import type { Command } from "commander";
import { ownProject } from "../offline/project.ts";
import { stackOf } from "../offline/stack-name.ts";

/** Puts stacks' names in place of stacks' files in a command's arguments that are stacks, or may be, before it runs. */
export function readStackArguments(command: Command): void {
  const { stacks } = command.opts<{ stacks?: string }>();
  const name = (given: unknown): unknown =>
    typeof given === "string" ? stackOf(given, () => ownProject(stacks && resolve(stacks))) : given;
  for (const [at, argument] of command.registeredArguments.entries()) {
    if (!/^stack(-or-|$)/.test(argument.name())) continue;
    const given: unknown = command.processedArgs[at];
    command.processedArgs[at] = Array.isArray(given) ? given.map(name) : name(given);
  }
}
