import { statSync } from "node:fs";

/** What tells one state of a file or folder from another: no write leaves the last two as they are. */
export function markOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.size} ${found.ino} ${found.mtimeMs} ${found.ctimeMs}`;
}
