import { endText, exceptionText, type StackEnding } from "../check/exceptions.ts";
import { bullets, code, fitting, text } from "../check/markup.ts";
import type { Screen } from "../text/screen.ts";
import { hanging, padded, widthOf, wrapped } from "../text/width.ts";

/** The ends; `--format json` prints it as it is. */
export interface EndsReport {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  /** The day it is, `YYYY-MM-DD` in UTC. */
  readonly date: string;
  /** Days of notice. */
  readonly within: number;
  /** The first to end first; so are those in `soon`. */
  readonly ended: readonly StackEnding[];
  readonly soon: readonly StackEnding[];
  /** Reasons why something could not be read, one sentence each. */
  readonly failures: readonly string[];
}

/** The report for people, lines without the last line break. */
export function endsText({ ended, soon, date, within, failures }: EndsReport, { columns, colors }: Screen): string {
  const all = [...ended, ...soon];
  if (all.length === 0) {
    const nothing = `Nothing${failures.length === 0 ? "" : " that can be read"} has ended, and nothing ends within ${within} days.`;
    return wrapped(nothing, columns).join("\n");
  }
  const width = Math.max(...all.map(({ stack }) => widthOf(stack)));
  return all
    .flatMap((ending) => {
      const { stack, kind, setting, until, what, reason } = ending;
      const paint = ended.includes(ending) ? colors.red : colors.yellow;
      return [
        ...hanging(`${colors.bold(padded(stack, width))}  `, `${kind} ${setting}  ${paint(endText(until, date))}`, columns),
        ...[what, reason ?? ""].flatMap((part) => (part === "" ? [] : hanging(" ".repeat(width + 2), part, columns, colors.dim))),
      ];
    })
    .join("\n");
}

/** The report as an issue on GitHub. */
export function endsMarkdown({ ended, soon, date, within, failures }: EndsReport): string {
  const list = (title: string, endings: readonly StackEnding[]) =>
    endings.length === 0
      ? []
      : [
          [
            `### ${title}`,
            ...bullets(endings.map((one) => `**${endText(one.until, date)}** — ${exceptionText(one, { text, code })}`)),
          ].join("\n"),
        ];
  const parts = [
    ...list("Ended", ended),
    ...list(`Ends within ${within} days`, soon),
    ...(failures.length === 0 ? [] : [["### Could not be read", ...bullets(failures.map(text))].join("\n")]),
  ];
  const end =
    parts.length === 0
      ? `Nothing has ended, and nothing ends within ${within} days of ${date}.`
      : `Renew each in its stack's settings, with an owner, or remove it. Seen on ${date} by ${code("store ends")}.`;
  return [...fitting(parts, end).shown, end].join("\n\n");
}
