// One of the processes of a fleet: previews the stacks that it is sent, one after another.
import { messageOf } from "../offline/faults.ts";
import { readProject } from "../offline/project.ts";
import type { WorkerReport } from "./fleet.ts";
import { previewStack, type StackJob } from "./stack.ts";

const [root = ".", stacks] = process.argv.slice(2);
const project = readProject(root, stacks);

process.on("message", (job: StackJob) => {
  previewStack(project, job)
    .catch((error: unknown) => ({ stack: job.stack, failure: messageOf(error) }))
    .then((result) => {
      const report: WorkerReport = { result, peakMiB: process.resourceUsage().maxRSS / 1024 };
      process.send?.(report);
    });
});
