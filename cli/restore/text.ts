import type { DateTime } from "luxon";
import type { Screen } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { hanging } from "../text/width.ts";
import type { PartPlan, Plan } from "./plan.ts";
import type { Step } from "./step.ts";
import { isoText } from "./time.ts";

/** The plan for people, lines without the last line break. Commands stay whole, however narrow the screen is: they are to be copied. */
export function planText(plan: Plan, screen: Screen): string {
  const { context, lookups } = plan;
  const { columns, colors } = screen;
  const { source, target, at, parts } = context.request;
  const into = source.stack === target.stack ? "" : `, into ${target.stack}`;
  const basis = context.found ? "AWS was asked, nothing was changed" : "AWS was not asked: the commands look up what is not known";
  const offset = plan.restore.length;
  return [
    hanging(`${colors.bold(source.stack)}  `, `back to ${isoText(at)}: ${parts.join(" and ")}${into}  (${basis})`, columns),
    [colors.bold("Restore points"), ...partLines(plan, (part) => sourceText(part, plan), columns)],
    [
      colors.bold("Duration"),
      ...partLines(plan, ({ takes }) => `about ${takes.minutes} minutes: ${takes.because}`, columns),
      ...hanging("  ", "then about 45 minutes for the switch, of which renaming takes half", columns),
    ],
    [colors.bold("In one shell"), `  export AWS_REGION=${target.region}`, ...linesIn(lookups).map((line) => `  ${line}`)],
    [colors.bold("Restore beside the running store: --yes does this"), ...stepLines(plan.restore, 0, screen)],
    [colors.bold("Switch over: by hand, step by step"), ...stepLines(plan.switch, offset, screen)],
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

const partLines = ({ parts }: Plan, text: (part: PartPlan) => string, columns: number): string[] =>
  table(
    [{}, { wraps: true }],
    parts.map((part) => [part.part, text(part)]),
    { columns },
  );

/** The plan for machines. */
export function planJson({ context, parts, lookups, restore, switch: over }: Plan): unknown {
  const { request, found } = context;
  const step = ({ title, notes = [], commands, actions, done }: Step) => ({
    title,
    notes,
    commands,
    byYes: actions !== undefined,
    ...(done && { done }),
  });
  return {
    stack: request.source.stack,
    into: request.target.stack,
    region: request.target.region,
    vault: request.vault.vault,
    at: isoText(request.at),
    asked: found !== undefined,
    parts: parts.map(({ part, source, takes }) => ({
      part,
      ...(source && {
        moment: isoText(source.moment),
        secondsBefore: Math.round(request.at.diff(source.moment).as("seconds")),
        from: source.kind === "point" ? source.point.arn : source.window.resourceId,
      }),
      minutes: takes.minutes,
      because: takes.because,
    })),
    lookups,
    restore: restore.map(step),
    switch: over.map(step),
  };
}

function sourceText({ part, source }: PartPlan, { context }: Plan): string {
  const { at, fromCopy, target } = context.request;
  if (!source)
    return part === "database" && !fromCopy
      ? `${isoText(at)} to the second, if RDS reaches back to it (${target.backup.keep.continuousDays} days); what was written since is not in it`
      : "the newest recovery point at or before that time, a day older at most if backups have worked; what was written since is not in it";
  const what = source.kind === "moment" ? "to the second" : `recovery point ${source.point.arn}`;
  const early = source.moment < at ? `, ${spanText(source.moment, at)} before the time asked` : "";
  return `${isoText(source.moment)}${early}, ${what}; what was written since is not in it`;
}

/** A length of time, in its two largest units. */
function spanText(from: DateTime, to: DateTime): string {
  const { days, hours, minutes, seconds } = to.diff(from, ["days", "hours", "minutes", "seconds"]).toObject();
  const units = Object.entries({ day: days, hour: hours, minute: minutes, second: seconds });
  const texts = units.flatMap(([unit, count = 0]) => (count < 1 ? [] : [`${Math.floor(count)} ${unit}${count < 2 ? "" : "s"}`]));
  return texts.slice(0, 2).join(" and ") || "less than a second";
}

/** Steps, numbered from `offset` on. */
export function stepLines(steps: readonly Step[], offset: number, { columns, colors }: Screen): string[] {
  return steps.flatMap(({ title, notes = [], commands, done }, i) => {
    const number = `  ${String(offset + i + 1).padStart(2)}. `;
    if (done) return hanging(number, `${title}: done, ${done}`, columns, colors.dim);
    return [
      ...hanging(number, title, columns),
      ...notes.flatMap((note) => hanging("      ", note, columns, colors.dim)),
      ...linesIn(commands).map((line) => `        ${line}`),
    ];
  });
}

const linesIn = (commands: readonly string[]): string[] => commands.flatMap((command) => command.split("\n"));
