import { type Paint, widthOf, wrapped } from "./width.ts";

/** Separates a command from a remark on it. */
const REMARK = "    ";

/**
 * A command to be copied, `npx pulumi up    what it does` with its remark or without. The command stays whole, however long; a remark
 * that does not fit behind it goes below.
 */
export function commandLines(line: string, columns: number, paint: Paint, indent = "  "): string[] {
  const at = line.indexOf(REMARK);
  if (at < 0 || widthOf(indent + line) <= columns) return [indent + (at < 0 ? line : line.slice(0, at) + paint(line.slice(at)))];
  const remark = wrapped(line.slice(at).trim(), columns - indent.length - REMARK.length);
  return [indent + line.slice(0, at), ...remark.map((text) => indent + REMARK + paint(text))];
}
