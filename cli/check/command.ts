import { dayOf } from "../../domain/calendars/days.ts";
import { UserError } from "../offline/faults.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { readBase } from "./base.ts";
import { type CheckReport, type CheckResults, reportOf } from "./report.ts";

/** The command line of `store check`. */
export interface CheckOptions {
  readonly names: readonly string[];
  readonly all?: boolean;
  /** A file to check in place of offline previews. */
  readonly graph?: string;
  /** One of {@link formats}. */
  readonly format: string;
  readonly base?: string;
  /** A branch, tag or commit, or a file, against which nothing of production's data may go. */
  readonly against?: string;
  readonly verbose?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Formats of a report. */
export const formats = ["text", "json", "markdown", "sarif", "junit", "codequality"] as const;

/** The verdicts that a report is made of, and what could not be checked, one sentence each. */
export type Checked = Pick<CheckResults, "stacks" | "failures" | "fileFaults" | "refused">;

/**
 * Runs `store check` on what `judge` finds; resolves to the exit status: 0, 1 with violations of mandatory policies, 2 where something
 * could not be checked.
 */
export async function check(options: CheckOptions, judge: (options: CheckOptions) => Promise<Checked>): Promise<number> {
  try {
    const write = await writer(options);
    const base = options.base === undefined ? undefined : readBase(options.base);
    const checked = await judge(options);
    const { policyFacts } = await import("./verdict.ts");
    const results: CheckResults = { date: dayOf(new Date()), ...checked, policies: policyFacts(), base };
    const report = reportOf(results);
    const text = write(report);
    if (text !== "") console.log(text);
    for (const failure of report.failures) printFault(failure);
    return report.status;
  } catch (error) {
    return faultStatus(error, 2);
  }
}

/** The writer of the requested format; only that one is loaded. */
async function writer({ format, verbose }: CheckOptions): Promise<(report: CheckReport) => string> {
  switch (format) {
    case "text": {
      const { changesText, refusedText, verdictText } = await import("./text.ts");
      const screen = screenOf();
      return (report) => {
        const verdicts = report.stacks.map((one) => verdictText(one, { ...screen, facts: report.policies, verbose, today: report.date }));
        return [...verdicts, refusedText(report, screen), changesText(report, screen)].filter((part) => part !== "").join("\n\n");
      };
    }
    case "json":
      return (report) => JSON.stringify(report, null, 1);
    case "markdown":
      return (await import("./markdown.ts")).markdown;
    case "sarif":
      return (await import("./sarif.ts")).sarif;
    case "junit":
      return (await import("./junit.ts")).junit;
    case "codequality":
      return (await import("./code-quality.ts")).codeQuality;
    default:
      throw new UserError(`store check: got the format ${format}, expected one of ${formats.join(", ")}`);
  }
}
