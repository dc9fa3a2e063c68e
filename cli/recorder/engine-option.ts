import { UserError } from "../offline/faults.ts";
import type { Engine } from "./hooks.ts";

/** A command line without `--engine`, and what it says. */
export interface Choice {
  readonly engine: Engine;
  readonly rest: readonly string[];
}

/** Reads `--engine`, which every command knows. @throws UserError where it names none that there is */
export function engineIn(args: readonly string[]): Choice {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const at = args.findIndex((arg, place) => place < end && (arg === "--engine" || arg.startsWith("--engine=")));
  if (at === -1) return { engine: "recorder", rest: args };
  const apart = args[at] === "--engine";
  const given = apart ? args[at + 1] : args[at]?.slice("--engine=".length);
  if (given !== "recorder" && given !== "sdk") throw new UserError(`--engine: got ${given || "nothing"}, expected recorder or sdk`);
  return { engine: given, rest: args.toSpliced(at, apart ? 2 : 1) };
}
