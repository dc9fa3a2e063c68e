import stringWidth from "fast-string-width";
import type { Stream } from "./colour.ts";

/** Colours text, or leaves it as it is. */
export type Paint = (text: string) => string;

/** Width of a terminal that does not know its own, as some pseudo terminals do not. */
const UNKNOWN_WIDTH = 80;

/** Narrower than this no report is laid out; the terminal breaks its lines. */
const NARROWEST = 40;

/** Minimum width in which text still reads well beside something else. */
const MIN_ROOM = 24;

/**
 * The columns of a terminal, by COLUMNS where it is exported, as git and ls have it. A pipe or a file has no width: what reads it
 * (grep, a pager, a log) shall find a sentence on one line.
 */
export function columnsOf(stream: Stream = process.stdout, env: Readonly<Record<string, string | undefined>> = process.env): number {
  if (stream.isTTY !== true) return Number.POSITIVE_INFINITY;
  const exported = Number(env.COLUMNS);
  return Math.max(NARROWEST, exported > 0 ? exported : stream.columns || UNKNOWN_WIDTH);
}

/** The columns that `text` takes: ANSI sequences none, wide characters two. */
export const widthOf = (text: string): number => stringWidth(text);

/** `text` with spaces up to `width` columns, behind it or, for numbers, in front. */
export function padded(text: string, width: number, side: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, width - widthOf(text)));
  return side === "left" ? text + spaces : spaces + text;
}

/** `text` in lines of at most `columns`, broken between words. A word that is longer, such as an ARN, is a line of its own, whole. */
export function wrapped(text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  const lines: string[] = [];
  let room = 0;
  for (const word of text.split(" ")) {
    const width = widthOf(word);
    const last = lines.at(-1);
    if (last !== undefined && width < room) {
      lines[lines.length - 1] = `${last} ${word}`;
      room -= width + 1;
    } else if (word !== "" || last === undefined) {
      lines.push(word);
      room = columns - width;
    }
  }
  return carried(lines.map((line) => line.trimEnd()));
}

const COLOR_CODE = new RegExp(`${"\u001b"}\\[(\\d+)m`, "g");

/** Ends a colour at a line's end and goes on with it in the next line: not every viewer keeps one for longer, and none is for margins. */
function carried(lines: readonly string[]): string[] {
  let open = "";
  return lines.map((line) => {
    const begun = open + line;
    for (const [code, number] of line.matchAll(COLOR_CODE)) open = /^(0|2\d|39|49)$/.test(number ?? "") ? "" : open + code;
    return open === "" ? begun : `${begun}\u001b[0m`;
  });
}

/** The columns that the longest word of `text` takes. */
export const longestWord = (text: string): number => Math.max(...text.split(" ").map(widthOf));

/**
 * `text` behind `head`, its further lines under its first. Where `head` leaves it no room it begins on the next line, four columns
 * further in than `head`. `paint` colours the text.
 */
export function hanging(head: string, text: string, columns: number, paint: Paint = (line) => line): string[] {
  const own = widthOf(head);
  if (own + widthOf(text) <= columns) return [head + paint(text)];
  const below = " ".repeat(own - widthOf(head.trimStart()) + 4);
  const beside = columns - own >= Math.max(MIN_ROOM, longestWord(text));
  if (own > below.length && !beside) return [head.trimEnd(), ...wrapped(text, columns - below.length).map((line) => below + paint(line))];
  const [first = "", ...rest] = wrapped(text, columns - own).map(paint);
  return [head + first, ...rest.map((line) => " ".repeat(own) + line)];
}

/** `text` in at most `columns`, cut at its end, with … for what is not shown. For a line that must stay one; else use {@link wrapped}. */
export function shortened(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let short = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthOf(short + segment) > columns - 1) break;
    short += segment;
  }
  return `${short}…`;
}
