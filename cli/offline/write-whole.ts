import { renameSync, rmSync, writeFileSync } from "node:fs";
import { messageOf, UserError } from "./faults.ts";

/** Writes `text` to `file` as a whole or not at all. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new UserError(`${file}: cannot be written (${messageOf(error)}), expected a file in a folder that exists`);
  }
}
