import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the folder through which suites find the servers that they share; nothing is started before one asks. */
export default function setUp(): void {
  process.env.EMULATORS_FOLDER = mkdtempSync(join(tmpdir(), "xcart-hosting-emulators-"));
}
