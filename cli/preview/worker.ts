// One of the processes of a fleet: previews the stacks that it is sent, one after another.
import { readProject } from "../offline/project.ts";
import type { WorkerReport } from "./fleet.ts";
import type { StackJob } from "./results.ts";
import { previewStack } from "./stack.ts";

const [root = ".", stacks] = process.argv.slice(2);
const project = readProject(root, stacks);

process.on("message", async (job: StackJob) => {
  // While it only waits for its parent, a program that never ends could not be told from one that runs.
  process.channel?.unref();
  const result = await previewStack(project, job);
  process.channel?.ref();
  const report: WorkerReport = { result, peakMiB: process.resourceUsage().maxRSS / 1024 };
  process.send?.(report);
});
