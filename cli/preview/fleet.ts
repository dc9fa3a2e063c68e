import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Project } from "../offline/project.ts";
import type { StackJob, StackResult } from "./results.ts";
import { WORKER, workerArgs } from "./worker-process.ts";

/** A worker's report for each stack. */
export interface WorkerReport {
  readonly result: StackResult;
  /** The worker's largest resident size so far. */
  readonly peakMiB: number;
}

/** The results of many stacks. */
export interface FleetResult {
  /** The results in the order of the jobs. */
  readonly results: readonly StackResult[];
  /** The largest resident size of any worker. */
  readonly peakMiB: number;
}

/** V8 collects before its heap is this large, which keeps a worker under 600 MiB. */
const HEAP_MIB = 320;

/**
 * Previews many stacks in as many processes as the machine has cores, each taking the next stack when it has done one. A
 * worker that dies fails the stack it had; `onResult` hears how many are done.
 */
export async function previewFleet(
  project: Project,
  jobs: readonly StackJob[],
  onResult: (done: number) => void = () => {},
): Promise<FleetResult> {
  const results = new Map<StackJob, StackResult>();
  const waiting = [...jobs];
  let peakMiB = 0;
  const work = async () => {
    let worker: ChildProcess | undefined;
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      worker = worker?.connected ? worker : startWorker(project);
      const report = await previewIn(worker, job);
      peakMiB = Math.max(peakMiB, report.peakMiB);
      results.set(job, report.result);
      onResult(results.size);
    }
    worker?.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  return { results: jobs.flatMap((job) => results.get(job) ?? []), peakMiB };
}

function startWorker(project: Project): ChildProcess {
  const execArgv = [`--max-old-space-size=${HEAP_MIB}`, ...workerArgs()];
  return fork(WORKER, [project.root, project.stacks], { cwd: project.root, execArgv });
}

function previewIn(worker: ChildProcess, job: StackJob): Promise<WorkerReport> {
  return new Promise((resolve) => {
    const finish = (report: WorkerReport) => {
      worker.off("message", finish).off("exit", died).off("error", failed);
      resolve(report);
    };
    const fail = (reason: string) =>
      finish({ result: { stack: job.stack, failure: `${job.stack}: ${reason}, expected a result` }, peakMiB: 0 });
    const died = (code: number | null, signal: string | null) => fail(`its worker ended with ${signal ?? `exit code ${code}`}`);
    const failed = (error: Error) => fail(`its worker could not be reached (${error.message})`);
    worker.on("message", finish).on("exit", died).on("error", failed);
    worker.send(job);
  });
}
