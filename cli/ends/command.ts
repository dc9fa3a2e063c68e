import { resolve } from "node:path";
import { dayOf } from "../../domain/calendars/days.ts";
import { fromJson } from "../../domain/values.ts";
import { exceptionsIn } from "../../stacks/settings/exceptions.ts";
import { endingsOf } from "../check/exceptions.ts";
import type { StackVerdict } from "../check/verdict.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { listStacks, ownProject, type Project, readStackConfig } from "../offline/project.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { type EndsReport, endsMarkdown, endsText } from "./report.ts";

/** The command line of `store ends`. */
export interface EndsOptions {
  /** None for every stack. */
  readonly names: readonly string[];
  /** Days. */
  readonly within: string;
  /** `text`, `json` or `markdown`. */
  readonly format: string;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Runs `store ends`; returns the exit status: 0, 1 where something has ended, 2 where settings cannot be read, which stderr says. */
export function ends(options: EndsOptions): number {
  try {
    const write = writer(options.format);
    const report = endsReport(options, ownProject(options.stacks && resolve(options.stacks)));
    console.log(write(report));
    for (const failure of report.failures) printFault(failure);
    if (report.failures.length > 0) return 2;
    return report.ended.length > 0 ? 1 : 0;
  } catch (error) {
    return faultStatus(error, 2);
  }
}

function endsReport({ names, within }: EndsOptions, project: Project): EndsReport {
  if (!/^\d{1,4}$/.test(within)) throw new UserError(`store ends: got --within ${within}, expected a number of days such as 30`);
  const date = dayOf(new Date());
  const read = (names.length > 0 ? [...new Set(names)] : listStacks(project)).map((stack) => readExceptions(project, stack));
  const stacks = read.flatMap((one) => ("failure" in one ? [] : [one]));
  const failures = read.flatMap((one) => ("failure" in one ? [one.failure] : []));
  return { version: 1, date, within: Number(within), ...endingsOf(stacks, date, Number(within)), failures };
}

/** Settings with faults have exceptions too; only a file that is none has not. */
function readExceptions(project: Project, stack: string): { readonly failure: string } | Pick<StackVerdict, "stack" | "exceptions"> {
  try {
    return { stack, exceptions: exceptionsIn(fromJson(readStackConfig(project, stack).config[`${project.name}:settings`] ?? "")) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { failure: messageOf(error) };
  }
}

function writer(format: string): (report: EndsReport) => string {
  switch (format) {
    case "text":
      return (report) => endsText(report, screenOf());
    case "json":
      return (report) => JSON.stringify(report, null, 2);
    case "markdown":
      return endsMarkdown;
    default:
      throw new UserError(`store ends: got the format ${format}, expected one of text, json, markdown`);
  }
}
