import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isRecord } from "../../domain/values.ts";
import type { Job } from "./job.ts";

const engines = ["recorder", "sdk"] as const;
const SCRIPT = join(import.meta.dirname, "run.ts");

/** What one engine makes of a job, and in what they differ: a sentence each, none where they agree. */
export interface Compared {
  readonly recorder: Readonly<Record<string, unknown>>;
  readonly differences: readonly string[];
}

/** Runs jobs by both engines at once, each in a process of its own. */
export async function runBoth(jobs: readonly Job[]): Promise<Compared[]> {
  const folder = mkdtempSync(join(tmpdir(), "recorder-"));
  try {
    const file = join(folder, "jobs.json");
    writeFileSync(file, JSON.stringify(jobs));
    await Promise.all(engines.map((engine) => promisify(execFile)(process.execPath, [SCRIPT, engine, file, folder])));
    const read = (at: number, engine: string) => readFileSync(join(folder, `${at}.${engine}.json`), "utf8");
    return jobs.map((_, at) => compared(read(at, "recorder"), read(at, "sdk")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(recorder: string, sdk: string): Compared {
  const [ours, theirs]: [unknown, unknown] = [JSON.parse(recorder), JSON.parse(sdk)];
  return { recorder: isRecord(ours) ? ours : {}, differences: recorder === sdk ? [] : differences(ours, theirs, "") };
}

function differences(ours: unknown, theirs: unknown, path: string): string[] {
  if (!isRecord(ours) || !isRecord(theirs)) {
    const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
    return a === b ? [] : [`${path}: the recorder has ${a}, the SDK ${b}`];
  }
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].flatMap((key) => differences(ours[key], theirs[key], `${path}/${key}`));
}
