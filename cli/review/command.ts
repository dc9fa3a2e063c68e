import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stackFolder } from "../../stacks/folder.ts";
import { policyFacts } from "../check/verdict.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { ownProject, type Project } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
import { screenOf } from "../text/screen.ts";
import { pageChanges } from "./agreed-page.ts";
import { effectsOf, type Stacks } from "./effects.ts";
import { judgeChange, judgedOf } from "./judge.ts";
import { readOwnReport } from "./own-report.ts";
import { type Review, reviewOf } from "./review.ts";
import { reviewMarkdown, reviewText } from "./text.ts";

/** The command line of `store review`. */
export interface ReviewOptions {
  /** Folder of the change's graphs, which its own `store preview --all --graph` wrote. */
  readonly graphs: string;
  /** Folder of the change's stack files. */
  readonly settings: string;
  /** Output of the change's own `store check --all --format json`. */
  readonly report: string;
  /** `text` or `markdown`. */
  readonly format: string;
  /** A file for the review as JSON. */
  readonly json?: string;
  /** Folder of the base's stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/**
 * Runs `store review` in the base: judges a change, of which nothing runs here, by this version's policies. Resolves to the exit status: 0
 * with nothing to agree to, 1 with something, 2 where something could not be judged, 3 where something is refused.
 */
export async function review(options: ReviewOptions): Promise<number> {
  try {
    const write = writer(options.format);
    const done = await reviewed(options);
    if (options.json !== undefined) writeJson(options.json, done);
    console.log(write(done));
    return done.status;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 2;
  }
}

async function reviewed({ graphs, settings, report, stacks }: ReviewOptions): Promise<Review> {
  const own = readOwnReport(report);
  const project = ownProject(stacks && resolve(stacks));
  const change = judgeChange(project.name, { graphs: resolve(graphs), settings: resolve(settings), own });
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  try {
    const base = await judgeBase(project, folder);
    const { effects, failures } = effectsOf(base, change);
    const page = pageChanges(project.stacks, resolve(settings));
    return reviewOf({
      base: base.judged.map(({ verdict }) => verdict),
      change: change.judged.map(({ verdict }) => verdict),
      ...{ effects, unread: change.unread, onPage: page.added, own, policies: policyFacts() },
      failures: [...change.failures, ...base.failures, ...failures, ...page.failures],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Previews and judges this version's own stacks; their graphs go into `folder`. */
async function judgeBase(project: Project, folder: string): Promise<Stacks> {
  const jobs = selectStacks("store review", { names: [], all: true, graph: folder }, project).map((job) => ({ ...job, check: true }));
  // The program may name files, and Pulumi runs it from here.
  process.chdir(project.root);
  const results = await run(project, jobs);
  const settings = stackFolder(project.stacks);
  return {
    names: jobs.map(({ stack }) => stack),
    judged: results.flatMap(({ stack, verdict }) => {
      const source = { project: project.name, raw: settings.settingsOf(stack) };
      return verdict ? [judgedOf(join(folder, `${stack}.json`), verdict, source)] : [];
    }),
    failures: results.flatMap(({ failure }) => (failure === undefined ? [] : [`the base: ${failure}`])),
  };
}

function writeJson(file: string, done: Review): void {
  try {
    writeFileSync(file, `${JSON.stringify(done, null, 1)}\n`);
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${messageOf(error)}), expected a file in a folder that exists`);
  }
}

function writer(format: string): (done: Review) => string {
  if (format === "markdown") return reviewMarkdown;
  if (format === "text") return (done) => reviewText(done, screenOf());
  throw new UserError(`store review: got the format ${format}, expected text or markdown`);
}
