import picocolors from "picocolors";
import type { Colors } from "picocolors/types.js";

/** Properties of a stream that decide about colour and width, as those of `process.stdout` and `process.stderr`. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether text on `stream` has colours: in a terminal that is not dumb, or where FORCE_COLOR says so (https://force-color.org;
 * `0` and `false` switch it off, as in Node). NO_COLOR (https://no-color.org) is stronger than both; `--no-color` sets it.
 */
export function hasColor(stream: Stream, env: Environment = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Colours for text on `stream`, without effect where it has no colour. */
export const colorsOf = (stream: Stream = process.stdout): Colors => picocolors.createColors(hasColor(stream));
