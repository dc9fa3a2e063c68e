import { resolve } from "node:path";
import { UserError } from "../offline/faults.ts";
import { ownProject } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { type PciReport, unknownNumbers } from "./report.ts";

/** The command line of `store pci`. */
export interface PciOptions {
  /** A stack and requirements, or with `all` requirements only. */
  readonly words: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/**
 * Runs `store pci`; resolves to the exit status: 0, or 1 where a requirement is not met, something is overdue, or a stack cannot be
 * previewed, which stderr says.
 */
export async function pci(options: PciOptions): Promise<number> {
  try {
    const { reports, failures } = await reportsFor(options);
    if (options.json) console.log(JSON.stringify(reports, null, 2));
    else if (reports.length > 0) console.log(await textOf(reports, options));
    for (const failure of failures) printFault(failure);
    return failures.length > 0 || reports.some(isLate) ? 1 : 0;
  } catch (error) {
    return faultStatus(error);
  }
}

const numberForm = /^(\d+|A1)(\.\d+)*$/;

async function reportsFor({ words, all, stacks }: PciOptions): Promise<{ readonly reports: PciReport[]; readonly failures: string[] }> {
  const unknown = unknownNumbers(numbersOf(words));
  if (unknown.length > 0)
    throw new UserError(
      `store pci: got ${unknown.join(", ")}, expected numbers of PCI DSS 4.0.1 such as 8.3.4, or 8 for all that begin so`,
    );
  const names = words.filter((word) => !numberForm.test(word));
  const project = ownProject(stacks && resolve(stacks));
  const chosen = selectStacks("store pci", { names, ...(all && { all }) }, project);
  const { readAsked, reportOn } = await import("./read.ts");
  const asked = chosen.map(({ stack }) => readAsked(project, stack));
  const jobs = [...new Set(asked.flatMap(({ stack, account }) => [stack, ...(account === undefined ? [] : [account])]))];
  // The program may name files, and Pulumi runs it from here.
  process.chdir(project.root);
  const results = await run(
    project,
    jobs.map((stack) => ({ stack, check: true })),
  );
  const verdicts = new Map(results.flatMap(({ stack, verdict }) => (verdict ? [[stack, verdict] as const] : [])));
  const now = new Date();
  return {
    reports: asked.flatMap((one) => reportOn(one, verdicts, now) ?? []),
    failures: results.flatMap(({ failure }) => failure ?? []),
  };
}

const numbersOf = (words: readonly string[]): string[] => words.filter((word) => numberForm.test(word));

async function textOf(reports: readonly PciReport[], { words, verbose }: PciOptions): Promise<string> {
  const { reportText } = await import("./text.ts");
  const { columns, colors } = screenOf();
  return reports
    .map((report) => reportText(report, { colors, width: columns, numbers: numbersOf(words), ...(verbose && { verbose }) }))
    .join("\n\n");
}

const isLate = ({ counts, calendar }: PciReport): boolean =>
  (counts["not met"] ?? 0) > 0 || (calendar?.entries.some(({ status }) => status === "overdue") ?? false);
