import type { Colors } from "picocolors/types.js";
import { counted } from "../preview/kinds.ts";
import type { Screen } from "../text/screen.ts";
import { hanging, widthOf } from "../text/width.ts";
import { type Line, type Status, sections } from "./line.ts";
import type { DoctorReport } from "./report.ts";

/** The report for people, lines without the last line break; what stops `pulumi up` is counted first. */
export function reportText({ stack, status, lines }: DoctorReport, screen: Screen): string {
  const { columns, colors } = screen;
  const width = Math.max(...lines.map(({ check }) => check.length));
  const shown = sections.flatMap((section) => {
    const own = lines.filter((line) => line.section === section);
    return own.length === 0 ? [] : ["", colors.bold(section), ...own.flatMap((line) => lineText(line, width, screen))];
  });
  const head = status === 2 ? colors.red("AWS could not be asked") : headline(lines, colors);
  return [...hanging(`${colors.bold(stack)}  `, head, columns), ...shown].join("\n");
}

function headline(lines: readonly Line[], colors: Colors): string {
  const blocking = lines.filter(({ blocks }) => blocks).length;
  const open = lines.filter(({ status, blocks }) => status === "to do" && !blocks).length;
  const unknown = lines.filter(({ status }) => status === "cannot tell").length;
  const rest = [...(open > 0 ? [`${open} more to do`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])];
  const first =
    blocking === 0
      ? colors.green("nothing found that would stop pulumi up")
      : colors.red(`${counted(blocking, "problem")} would stop pulumi up`);
  return [first, ...rest].join(", ");
}

function lineText({ status, check, text, help, blocks }: Line, width: number, { columns, colors }: Screen): string[] {
  const paint = paintOf(status, blocks, colors);
  const head = `  ${paint(status.padEnd(STATUS_WIDTH))}  ${check.padEnd(width)}  `;
  const lines = hanging(head, text, columns);
  // Under its text: beside what was looked at, or below it.
  const margin = " ".repeat(lines.length > 1 && lines[0] === head.trimEnd() ? 6 : widthOf(head));
  if (help === undefined) return lines;
  // A command stays whole, so that it can be copied.
  const room = COMMAND.test(help) ? Number.POSITIVE_INFINITY : columns;
  return [...lines, ...hanging(`${margin}${colors.dim("→ ")}`, help, room, colors.dim)];
}

const COMMAND = /^(?:aws|npx|gh|git|dig) /;

const STATUS_WIDTH = "cannot tell".length;

function paintOf(status: Status, blocks: boolean, colors: Colors): (text: string) => string {
  if (status === "ok") return colors.green;
  return blocks ? colors.red : colors.yellow;
}
