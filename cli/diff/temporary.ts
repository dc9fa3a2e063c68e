import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRecord } from "../../domain/values.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A folder for the time of a run, and what has to be undone before it goes. */
export interface Temporary {
  readonly folder: string;
  /** Is done when the run ends, also by a signal. Of several the last one comes first. */
  undo(step: () => void): void;
}

/** Runs `use` with a temporary folder, and removes it whatever happens, also when a signal ends the process. */
export async function withTemporary<T>(use: (temporary: Temporary) => Promise<T>): Promise<T> {
  const folder = newFolder();
  const steps = [() => rmSync(folder, { recursive: true, force: true })];
  const cleanUp = () => {
    for (let step = steps.pop(); step; step = steps.pop()) step();
  };
  const end = (signal: NodeJS.Signals) => {
    cleanUp();
    for (const each of SIGNALS) process.off(each, end);
    // As if no one had listened, so that the caller sees the signal.
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await use({ folder, undo: (step) => steps.push(step) });
  } finally {
    cleanUp();
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

/** The first that is not there yet: Node keeps what it compiles by path, so that a name of its own for each run would fill its cache. */
function newFolder(): string {
  for (let at = 0; ; at++) {
    const folder = join(tmpdir(), `store-diff-${at}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if (!isRecord(error) || error.code !== "EEXIST") throw error;
    }
  }
}
