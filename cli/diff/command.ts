import { resolve } from "node:path";
import { UserError } from "../offline/faults.ts";
import { listStacks, ownProject, type Project } from "../offline/project.ts";
import { startProgress } from "../preview/progress.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import type { DiffReport, StackDiff } from "./report.ts";
import { againstOf, type Source, sourceOf } from "./sources.ts";
import { statusOf } from "./status.ts";

/** The command line of `store diff`. */
export interface DiffOptions {
  /** One stack with `against`, or two of what {@link sourceOf} knows: before, after. */
  readonly names: readonly string[];
  readonly against?: string;
  readonly all?: boolean;
  /** One of {@link formats}. */
  readonly format: string;
  /** @default false */
  readonly json?: boolean;
  /** Whether differences make the status 2. @default false */
  readonly exitCode?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Formats of a report. */
export const formats = ["text", "json", "markdown"] as const;

/**
 * Runs `store diff`; resolves to the exit status: 0, 1 where something could not be compared, and with `exitCode` 2 where something
 * differs, as `terraform plan -detailed-exitcode` has it.
 */
export async function diff(options: DiffOptions): Promise<number> {
  try {
    const write = await writer(options);
    const report = await compareAll(options, ownProject(options.stacks && resolve(options.stacks)));
    if (report.stacks.length > 0) console.log(write(report));
    for (const failure of report.failures) printFault(failure);
    return statusOf(report, options.exitCode === true);
  } catch (error) {
    return faultStatus(error);
  }
}

async function writer({ format, json }: DiffOptions): Promise<(report: DiffReport) => string> {
  switch (json ? "json" : format) {
    case "text": {
      const { diffText } = await import("./text.ts");
      return (report) => diffText(report, screenOf());
    }
    case "json":
      return (report) => JSON.stringify(report, null, 1);
    case "markdown":
      return (await import("./markdown.ts")).diffMarkdown;
    default:
      throw new UserError(`store diff: got the format ${format}, expected ${formats.join(", ").replace(/, (?=\w+$)/, " or ")}`);
  }
}

async function compareAll(options: DiffOptions, project: Project): Promise<DiffReport> {
  const { names, against, all } = options;
  if (all) return await allStacks(options, project);
  const [first, second, ...rest] = names;
  if (first === undefined || rest.length > 0 || (second === undefined) === (against === undefined)) throw new UserError(usage(project));
  const after = sourceOf(second ?? first, project);
  const before = against === undefined ? sourceOf(first, project) : againstOf(against);
  const progress = startProgress(`comparing ${after.name} with ${before.name}`);
  try {
    return { version: 1, stacks: [await pair(before, after, project)], failures: [] };
  } finally {
    progress.stop();
  }
}

async function pair(before: Source, after: Source, project: Project): Promise<StackDiff> {
  const { comparePair } = await import("./pair.ts");
  return (await comparePair(before, after, project)).diff;
}

async function allStacks({ names, against }: DiffOptions, project: Project): Promise<DiffReport> {
  if (names.length > 0) throw new UserError(`store diff: got --all and ${names.join(", ")}, expected one or the other`);
  const base = against === undefined ? undefined : againstOf(against);
  if (base?.kind !== "ref") throw new UserError("store diff: got --all, expected --against with a branch, tag or commit too");
  const { compareWithBase } = await import("./fleet.ts");
  return await compareWithBase(project, base.name);
}

const usage = (project: Project): string =>
  `store diff: got too little or too much to compare, expected two stacks or files, or one with --against; the stacks are ${listStacks(project).join(", ") || "(there are none yet)"}`;
