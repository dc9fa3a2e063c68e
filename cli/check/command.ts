import { resolve } from "node:path";
import picocolors from "picocolors";
import { messageOf, UserError } from "../offline/faults.ts";
import { readGraph } from "../offline/graph.ts";
import { ownProject, type Project } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
import { readBase } from "./base.ts";
import { type CheckReport, type CheckResults, reportOf } from "./report.ts";
import type { StackVerdict } from "./verdict.ts";

/** The command line of `store check`. */
export interface CheckOptions {
  readonly names: readonly string[];
  readonly all?: boolean;
  /** A file to check in place of offline previews. */
  readonly graph?: string;
  /** One of {@link formats}. */
  readonly format: string;
  readonly base?: string;
  readonly verbose?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** How a report can be written. */
export const formats = ["text", "json", "markdown", "sarif"] as const;

/** Runs `store check`; resolves to the exit status: 0, 1 with violations of mandatory policies, 2 where something could not be checked. */
export async function check(options: CheckOptions): Promise<number> {
  try {
    const write = await writer(options);
    const base = options.base === undefined ? undefined : readBase(options.base);
    const { stacks, failures } = options.graph === undefined ? await checkStacks(options) : await checkGraph(options, options.graph);
    const { policyFacts } = await import("./verdict.ts");
    const results: CheckResults = { date: new Date().toISOString().slice(0, 10), stacks, failures, policies: policyFacts(), base };
    const report = reportOf(results);
    const text = write(report);
    if (text !== "") console.log(text);
    for (const failure of report.failures) console.error(failure);
    return report.status;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 2;
  }
}

/** What writes the format that is asked for; only that one is loaded. */
async function writer({ format, verbose }: CheckOptions): Promise<(report: CheckReport) => string> {
  switch (format) {
    case "text": {
      const { verdictText } = await import("./text.ts");
      const colors = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
      return ({ stacks, policies }) => stacks.map((one) => verdictText(one, { facts: policies, colors, verbose })).join("\n\n");
    }
    case "json":
      return (report) => JSON.stringify(report, null, 1);
    case "markdown":
      return (await import("./markdown.ts")).markdown;
    case "sarif":
      return (await import("./sarif.ts")).sarif;
    default:
      throw new UserError(`store check: got the format ${format}, expected one of ${formats.join(", ")}`);
  }
}

type Checked = Pick<CheckResults, "stacks" | "failures">;

async function checkStacks(options: CheckOptions): Promise<Checked> {
  const project: Project = ownProject(options.stacks && resolve(options.stacks));
  const { names, all } = options;
  const jobs = selectStacks("store check", { names, ...(all && { all }) }, project).map((job) => ({ ...job, check: true }));
  // The program may name files, and Pulumi runs it from here.
  process.chdir(project.root);
  const results = await run(project, jobs);
  return { stacks: results.flatMap(({ verdict }) => verdict ?? []), failures: results.flatMap(({ failure }) => failure ?? []) };
}

async function checkGraph({ names, all }: CheckOptions, file: string): Promise<Checked> {
  const others = [...names, ...(all ? ["--all"] : [])].join(", ");
  if (others !== "") throw new UserError(`store check: got --graph and ${others}, expected one or the other`);
  const { resources } = readGraph(file).deployment;
  const [first] = resources;
  if (first === undefined) throw new UserError(`${file}: got a graph without resources, expected what there is to check`);
  const { verdictOn } = await import("./verdict.ts");
  const stack = first.urn.split("::")[0]?.split(":").at(-1) ?? "";
  const verdict: StackVerdict = verdictOn(resources, { stack, file });
  return { stacks: [verdict], failures: [] };
}
