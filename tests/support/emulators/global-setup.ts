import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPackages } from "./programs.ts";

/** Jest's setup. A run of all tests also installs what the machine lacks. */
export default function setUp({ testPathPatterns }: { readonly testPathPatterns: { readonly patterns: readonly string[] } }): void {
  nameFolder();
  if (testPathPatterns.patterns.length === 0) installPackages();
}

/** Names the folder through which suites find the servers that they share; nothing is started before one asks. */
export function nameFolder(): void {
  process.env.EMULATORS_FOLDER = mkdtempSync(join(tmpdir(), "xcart-hosting-emulators-"));
}
