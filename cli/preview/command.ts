import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../offline/faults.ts";
import { listStacks, ownProject, type Project } from "../offline/project.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { startProgress } from "./progress.ts";
import { fileFaultsIn, type StackJob, type StackResult } from "./results.ts";
import { previewText, summaryLines } from "./text.ts";

/** The command line of `store preview`. */
export interface PreviewOptions {
  readonly names: readonly string[];
  readonly all?: boolean;
  /** A file, or with several stacks a folder. */
  readonly graph?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Beyond this, loading the program in several processes costs less than one process takes. */
const IN_PROCESS = 2;

/** Text in place of a verdict on all stacks, which would take half as long again as the previews (decision 0075). */
const NOT_ASKED = "not asked; npx store check --all asks them";

/**
 * Runs `store preview`; resolves to the exit status: 0, or 1 with a line on stderr for each fault. Of named stacks it also says what
 * the policies say, and violations of mandatory ones make it 1, a policy that fails 2; with `--all` it says that they were not asked.
 */
export async function preview(options: PreviewOptions): Promise<number> {
  try {
    const project = ownProject(options.stacks && resolve(options.stacks));
    const jobs = jobsOf(options, project);
    // The program may name files, and Pulumi runs it from here.
    process.chdir(project.root);
    const results = await run(project, jobs);
    const previews = results.flatMap((result) => result.preview ?? []);
    const failures = results.flatMap((result) => result.failure ?? []);
    if (options.json) console.log(json(results, options.all === true));
    else if (previews.length > 0) console.log(await text(results, options.all === true));
    for (const failure of failures) printFault(failure);
    return failures.length === 0 ? await verdictStatus(results) : 1;
  } catch (error) {
    return faultStatus(error);
  }
}

/** The jobs that a command line asks for; the policies are asked as well where stacks are named. */
function jobsOf(options: PreviewOptions, project: Project): StackJob[] {
  const check = !options.all;
  return selectStacks("store preview", options, project).map((job) => (check ? { ...job, check } : job));
}

/** The stacks that are named, or all. `command` begins the sentence about what is wrong. */
export function selectStacks(command: string, { names, all, graph }: PreviewOptions, project: Project): StackJob[] {
  const known = listStacks(project);
  const stacks = all ? known : [...new Set(names)];
  if (all && names.length > 0) throw new UserError(`${command}: got --all and ${names.join(", ")}, expected one or the other`);
  if (stacks.length === 0)
    throw new UserError(`${command}: got no stack, expected --all or one of ${known.join(", ") || "(there are none yet)"}`);
  if (graph === undefined) return stacks.map((stack) => ({ stack }));
  const several = all || stacks.length > 1;
  if (several) mkdirSync(graph, { recursive: true });
  return stacks.map((stack) => ({ stack, graph: resolve(several ? join(graph, `${stack}.json`) : graph) }));
}

/** Previews one stack after another in this process, or many in worker processes. */
export async function run(project: Project, jobs: readonly StackJob[]): Promise<readonly StackResult[]> {
  const progress = startProgress(`previewing ${jobs.length === 1 ? jobs[0]?.stack : `${jobs.length} stacks`}`);
  try {
    if (jobs.length > IN_PROCESS) {
      const { previewFleet } = await import("./fleet.ts");
      return (await previewFleet(project, jobs, (done) => progress.update(`previewed ${done} of ${jobs.length} stacks`))).results;
    }
    const { previewStack } = await import("./stack.ts");
    const results: StackResult[] = [];
    for (const [at, job] of jobs.entries()) {
      const place = jobs.length === 1 ? "" : ` (${at + 1} of ${jobs.length})`;
      results.push(await previewStack(project, job, undefined, (phase) => progress.update(phase + place)));
    }
    return results;
  } finally {
    progress.stop();
  }
}

/** One object: of one stack its preview and verdict, or why there is none; of several a list of these, and all failures. */
function json(results: readonly StackResult[], all: boolean): string {
  const policies = all ? { policies: NOT_ASKED } : {};
  const [first] = results;
  if (first && results.length === 1) return JSON.stringify({ ...stackJson(first), ...policies }, null, 2);
  const stacks = results.filter(({ preview }) => preview !== undefined).map(stackJson);
  const failures = results.flatMap(({ failure }) => failure ?? []);
  return JSON.stringify({ stacks, failures, fileFaults: fileFaultsIn(results), ...policies }, null, 2);
}

function stackJson(result: StackResult): object {
  const { stack, preview, verdict, failure } = result;
  return preview ? { ...preview, ...(verdict && { verdict }) } : { stack, failure, fileFaults: fileFaultsIn([result]) };
}

async function text(results: readonly StackResult[], brief: boolean): Promise<string> {
  const screen = screenOf();
  if (brief) {
    const previews = results.flatMap(({ preview }) => preview ?? []);
    return [...summaryLines(previews, screen), screen.colors.dim(`Policies were ${NOT_ASKED}.`)].join("\n");
  }
  const texts = [];
  for (const { preview, verdict } of results) {
    if (preview) texts.push(previewText(preview, screen));
    if (verdict) texts.push((await import("../check/preview-verdict.ts")).shortVerdict(verdict, screen));
  }
  return texts.join("\n\n");
}

async function verdictStatus(results: readonly StackResult[]): Promise<number> {
  const verdicts = results.flatMap(({ verdict }) => verdict ?? []);
  return verdicts.length === 0 ? 0 : (await import("../check/status.ts")).statusOf(verdicts);
}
