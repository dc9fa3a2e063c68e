import { monthText } from "../cost/words.ts";
import { summaryText, versusText } from "../diff/words.ts";
import { minuteText } from "../text/minute.ts";
import type { Screen } from "../text/screen.ts";
import { hanging } from "../text/width.ts";
import { type Concern, concernsOf, counted, openRows, type StackReport } from "./model.ts";

/** The report for people in a few lines, and where the whole of it is, lines without the last line break. */
export function reportText(report: StackReport, files: { readonly html?: string; readonly ics?: string }, screen: Screen): string {
  const { columns, colors } = screen;
  const line = (name: string, text: string) => hanging(`  ${name.padEnd(WIDTH)}  `, text, columns);
  const concerns = concernsOf(report);
  const paint = ({ level }: Concern) => (level === "bad" ? colors.red : colors.yellow);
  return [
    ...hanging(`${colors.bold(report.stack)}  `, `report of ${minuteText(report.at)}`, columns),
    ...linesOf(report).flatMap(([name, text]) => line(name, text)),
    "",
    ...(concerns.length === 0
      ? hanging("  ", "Nothing needs attention.", columns)
      : [`  ${colors.bold("Needs attention")}`, ...concerns.flatMap((one) => hanging("  - ", one.text, columns, paint(one)))]),
    "",
    ...whereLines(report.stack, files).flatMap((where) => hanging("  ", where, columns, colors.dim)),
  ].join("\n");
}

const WIDTH = 9;

/** The parts of a report, a name and a sentence each. */
export function linesOf(report: StackReport): (readonly [name: string, text: string])[] {
  const { network, change, cost, verdict, pci, calendar } = report;
  const window = calendar.events.find(({ kind, at }) => kind === "patch window" && (at?.start ?? "") >= report.at);
  return [
    ["policies", verdict.violations.length === 0 ? "no violation" : counted(verdict.violations.length, "violation")],
    ...(network === undefined ? [] : [["network", networkText(network)] as const]),
    ...(change ? [["change", `${summaryText(change.diff)} ${versusText(change.diff)}`] as const] : []),
    ["cost", monthText(cost.cost)],
    ["PCI DSS", `${counted(pci.counts["in place"] ?? 0, "requirement")} in place, ${openRows(pci).length} to look at`],
    ...(window ? [["patches", window.detail] as const] : []),
  ];
}

function networkText(network: NonNullable<StackReport["network"]>): string {
  if (typeof network === "string") return network;
  const { talks, mustFail } = network;
  const held = talks.filter(({ refused }) => refused.length === 0).length;
  return `${held} of ${talks.length} needed connections work, ${mustFail.tried - mustFail.held.length} of ${mustFail.tried} forbidden ones are refused`;
}

function whereLines(stack: string, { html, ics }: { readonly html?: string; readonly ics?: string }): string[] {
  return [
    html === undefined
      ? `npx store report ${stack} --html ${stack}.html writes it all on one page, for a browser or paper`
      : `The page is in ${html}.`,
    ...(ics === undefined ? [] : [`The calendar is in ${ics}.`]),
  ];
}
