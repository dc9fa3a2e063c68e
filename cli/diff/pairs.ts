import { shortened, widthOf } from "../text/width.ts";
import { AFTER_APPLY } from "./shown.ts";
import type { ValueChange } from "./values.ts";

const ARROW = " → ";

/** Number of equal characters that are kept on either side of a difference. */
const CONTEXT = 8;

type Difference = ValueChange & { readonly from?: readonly string[] };

/** A line about a value: a sign, the place and the value, in at most `columns`. */
export interface PairLine {
  readonly sign: "+" | "-" | "~";
  readonly path: string;
  readonly text: string;
}

/** A difference as one line. What does not fit is cut where both values are alike, and then at their ends; a path keeps a third. */
export function pairLine(change: Difference, columns: number): PairLine {
  const { sign, whole } = wholeOf(change);
  const path = shortenedPath(change.path, Math.max(Math.floor(columns / 3), columns - 2 - widthOf(whole)));
  const room = columns - widthOf(path) - 2;
  return { sign, path, text: sign === "~" && widthOf(whole) > room ? pairText(change, room) : shortened(whole, room) };
}

/** A difference in full. */
function wholeOf(change: Difference): { readonly sign: PairLine["sign"]; readonly whole: string } {
  const { before, after, from = [] } = change;
  if (!("before" in change)) return { sign: "+", whole: textOf(after) };
  if (!("after" in change)) return { sign: "-", whole: textOf(before) };
  if (before === AFTER_APPLY && after === AFTER_APPLY)
    return { sign: "~", whole: `another one${from.length > 0 ? `, of ${from.join(", ")}` : ""}, ${AFTER_APPLY}` };
  return { sign: "~", whole: `${textOf(before)}${ARROW}${textOf(after)}` };
}

function pairText({ before, after, from = [] }: Difference, room: number): string {
  const [old, next] = [textOf(before), textOf(after)];
  if (old === next) return shortened(from.length > 0 ? `another one, of ${from.join(", ")}` : `another one, ${AFTER_APPLY}`, room);
  const [shortOld, shortNext] = withoutAlike(old, next);
  const each = Math.max(4, Math.floor((room - widthOf(ARROW)) / 2));
  const left = Math.min(widthOf(shortOld), Math.max(each, room - widthOf(ARROW) - widthOf(shortNext)));
  const first = shortened(shortOld, left);
  return `${first}${ARROW}${shortened(shortNext, Math.max(4, room - widthOf(ARROW) - widthOf(first)))}`;
}

/** Two texts without most of what they begin and end with alike. */
function withoutAlike(old: string, next: string): [string, string] {
  const max = Math.min(old.length, next.length);
  let head = 0;
  while (head < max && old[head] === next[head]) head++;
  let tail = 0;
  while (tail < max - head && old.at(-1 - tail) === next.at(-1 - tail)) tail++;
  const cut = (text: string) => {
    const end = Math.max(0, tail - CONTEXT);
    const middle = text.slice(Math.max(0, head - CONTEXT), text.length - end);
    return `${head > CONTEXT ? "…" : ""}${middle}${end > 0 ? "…" : ""}`;
  };
  return [cut(old), cut(next)];
}

/** The end of a path says more than its beginning. */
function shortenedPath(path: string, columns: number): string {
  return widthOf(path) <= columns ? path : `…${path.slice(1 - columns)}`;
}

/** Puts a text on one line, without what a terminal would take for a command. */
function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
