import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file to be written. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** Writes all files or none: under other names first, so that what fails usually fails before any has its own. */
export function writeAll(files: readonly NewFile[]): void {
  const written: string[] = [];
  try {
    const steps = files.map(({ path, text }) => ({ path, text, temporary: join(dirname(path), `.${basename(path)}.${process.pid}`) }));
    for (const { temporary, text } of steps) {
      written.push(temporary);
      writeFileSync(temporary, text);
    }
    for (const { temporary, path } of steps) {
      renameSync(temporary, path);
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}
