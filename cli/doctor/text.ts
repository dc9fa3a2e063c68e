import type { Colors } from "picocolors/types.js";
import { counted } from "../preview/kinds.ts";
import { type Line, type Status, sections } from "./line.ts";
import type { DoctorReport } from "./report.ts";

/** How a report is written. */
export interface TextOptions {
  readonly colors: Colors;
  /** Columns of the terminal. @default - lines are as long as they are */
  readonly columns?: number;
}

/** The report for people, lines without the last line break; what stops `pulumi up` is counted first. */
export function reportText({ stack, status, lines }: DoctorReport, { colors, columns = Number.POSITIVE_INFINITY }: TextOptions): string {
  const width = Math.max(...lines.map(({ check }) => check.length));
  const shown = sections.flatMap((section) => {
    const own = lines.filter((line) => line.section === section);
    return own.length === 0 ? [] : ["", colors.bold(section), ...own.flatMap((line) => lineText(line, { colors, columns, width }))];
  });
  return [`${colors.bold(stack)}  ${status === 2 ? colors.red("AWS could not be asked") : headline(lines, colors)}`, ...shown].join("\n");
}

function headline(lines: readonly Line[], colors: Colors): string {
  const blocking = lines.filter(({ blocks }) => blocks).length;
  const open = lines.filter(({ status, blocks }) => status === "to do" && !blocks).length;
  const unknown = lines.filter(({ status }) => status === "cannot tell").length;
  const rest = [...(open > 0 ? [`${open} to do beside it`] : []), ...(unknown > 0 ? [`${unknown} that nobody could tell`] : [])];
  const first =
    blocking === 0
      ? colors.green("nothing that was seen stops pulumi up")
      : colors.red(`${counted(blocking, "thing")} would stop pulumi up`);
  return [first, ...rest].join(", ");
}

function lineText(
  { status, check, text, help, blocks }: Line,
  { colors, columns, width }: Required<TextOptions> & { width: number },
): string[] {
  const indent = 2 + STATUS_WIDTH + 2 + width + 2;
  const room = Math.max(columns - indent, 24);
  const paint = paintOf(status, blocks, colors);
  const [first = "", ...rest] = wrapped(text, room);
  const margin = " ".repeat(indent);
  return [
    `  ${paint(status.padEnd(STATUS_WIDTH))}  ${check.padEnd(width)}  ${first}`,
    ...rest.map((line) => margin + line),
    // Whole, so that it can be copied.
    ...(help === undefined ? [] : [`${margin}${colors.dim(`→ ${help}`)}`]),
  ];
}

const STATUS_WIDTH = "cannot tell".length;

function paintOf(status: Status, blocks: boolean, colors: Colors): (text: string) => string {
  if (status === "ok") return colors.green;
  return blocks ? colors.red : colors.yellow;
}

function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
