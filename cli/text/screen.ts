import type { Colors } from "picocolors/types.js";
import { colorsOf, type Stream } from "./colour.ts";
import { columnsOf } from "./width.ts";

/** The width and colours that text is laid out for. */
export interface Screen {
  /** Infinity where it has no width, as a pipe. */
  readonly columns: number;
  readonly colors: Colors;
}

/** The screen behind `stream`, by default standard output. */
export const screenOf = (stream: Stream = process.stdout): Screen => ({ columns: columnsOf(stream), colors: colorsOf(stream) });
