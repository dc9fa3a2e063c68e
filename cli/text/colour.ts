import picocolors from "picocolors";
import type { Colors } from "picocolors/types.js";

/** What of a stream decides about colour and width; `process.stdout` and `process.stderr` are some. */
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

/** What colours text for `stream`, which leaves it as it is where there is no colour. */
export const colorsOf = (stream: Stream = process.stdout): Colors => picocolors.createColors(hasColor(stream));
