// A process of its own, since Jest resolves modules itself: runs programs by one engine and writes what came of each.
// Arguments: the engine, a file of jobs, a folder for the results.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useRecorder } from "../../cli/recorder/hooks.ts";
import type { Job } from "./job.ts";

const [engine, jobs = "", folder = ""] = process.argv.slice(2);
if (engine === "recorder") useRecorder();
await import("../../cli/offline/sdk.ts");
// A copy that Jest has not seen, and after the hooks.
const { resultOf } = await import("./result.ts");
const list: readonly Job[] = JSON.parse(readFileSync(jobs, "utf8"));
for (const [at, job] of list.entries()) writeFileSync(join(folder, `${at}.${engine}.json`), await resultOf(job));
