import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const permissionsOf = z.union([z.string(), z.record(z.string(), z.string())]);

const jobOf = z.object({
  if: z.string().optional(),
  uses: z.string().optional(),
  needs: z
    .union([z.string().transform((name) => [name]), z.array(z.string())])
    .default([])
    .describe("Jobs that have to pass first."),
  permissions: permissionsOf.optional(),
  "runs-on": z.string().optional(),
  environment: z.string().optional(),
  steps: z
    .array(
      z.object({
        name: z.string().optional(),
        uses: z.string().optional(),
        run: z.string().optional(),
        with: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
});

const workflowOf = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsOf.optional(),
  jobs: z.record(z.string(), jobOf),
});

/** A job of a workflow. */
export type Job = z.output<typeof jobOf>;
/** A workflow, as far as the rules of the house look at it. */
export type Workflow = z.output<typeof workflowOf>;

/** The workflow that a text in YAML describes. */
export const workflowFrom = (text: string): Workflow => workflowOf.parse(parse(text));

/** The workflows of the house at `root`, by file name. */
export function workflowsIn(root: string): ReadonlyMap<string, Workflow> {
  const files = globSync(".github/workflows/*.{yml,yaml}", { cwd: root }).sort();
  return new Map(files.map((file) => [basename(file), workflowFrom(readFileSync(join(root, file), "utf8"))]));
}

/** Whether a job may ask for a token that cloud providers accept. */
const holdsIdToken = ({ permissions }: Pick<Job, "permissions">): boolean =>
  permissions === "write-all" || (typeof permissions === "object" && permissions["id-token"] === "write");

/** All jobs that a job waits for, directly or through others. */
function upstream(workflow: Workflow, name: string): string[] {
  const direct = workflow.jobs[name]?.needs ?? [];
  return [...direct, ...direct.flatMap((next) => upstream(workflow, next))];
}

const tests = "./.github/workflows/test.yml";
const pinned = /^(\.\/|[\w-]+\/[\w./-]+@[0-9a-f]{40}$)/;
const runsRegardless = /\b(always|failure|cancelled)\(\)/;
const installs = /\bnpm (ci|i|install|add|rebuild)\b/;
/** What brings something into a job that its hash does not name. */
const brings = /^actions\/(checkout|cache)(\/|@)/;
const fetchesCode = /\bnpx (-\S+ )*pulumi\b|\|\s*(ba|z)?sh\b/;

/** One sentence for each rule of the house that a workflow breaks. */
export function workflowFaults(file: string, workflow: Workflow): string[] {
  const faults = workflow.permissions === undefined ? [`${file}: no permissions, so the token may have every one`] : [];
  if (holdsIdToken(workflow)) faults.push(`${file}: id-token: write for all jobs, expected for the one that needs it`);
  return [...faults, ...Object.entries(workflow.jobs).flatMap(([name, job]) => jobFaults(`${file}: ${name}`, workflow, name, job))];
}

function jobFaults(place: string, workflow: Workflow, name: string, job: Job): string[] {
  const faults: string[] = [];
  const uses = [job.uses ?? [], ...job.steps.map((step) => step.uses ?? [])].flat();
  for (const action of uses) if (!pinned.test(action)) faults.push(`${place}: uses ${action}, expected a commit of 40 digits`);
  if (job["runs-on"]?.endsWith("-latest")) faults.push(`${place}: runs on ${job["runs-on"]}, expected an image with a version`);
  for (const line of linesOf(job)) {
    if (installs.test(line) && !line.includes("--ignore-scripts")) faults.push(`${place}: \`${line.trim()}\` runs install scripts`);
    if (fetchesCode.test(line)) faults.push(`${place}: \`${line.trim()}\` downloads a program and runs it unchecked`);
  }
  return holdsIdToken(job) ? [...faults, ...tokenFaults(place, workflow, name, job)] : faults;
}

const linesOf = ({ steps }: Job): string[] => steps.flatMap(({ run = "" }) => run.split("\n"));

/** What only a job that can become a cloud role has to keep to. One of a workflow that others call is as tested as the job that calls. */
function tokenFaults(place: string, workflow: Workflow, name: string, job: Job): string[] {
  const faults: string[] = [];
  const isCalled = Object.keys(workflow.on).join() === "workflow_call";
  if (!isCalled && !upstream(workflow, name).some((other) => workflow.jobs[other]?.uses === tests))
    faults.push(`${place}: does not need ${tests}`);
  if (runsRegardless.test(job.if ?? "")) faults.push(`${place}: its condition lets it run after failed tests`);
  if (job.uses === undefined && job.environment === undefined)
    faults.push(`${place}: takes a role in no environment, whose rules say who may`);
  for (const { uses = "", with: given = {} } of job.steps)
    if (brings.test(uses) || given.cache !== undefined)
      faults.push(`${place}: ${uses} brings what no hash names, expected an artifact that was built without a token`);
  for (const line of linesOf(job)) if (installs.test(line)) faults.push(`${place}: \`${line.trim()}\` installs where a role can be taken`);
  return faults;
}
