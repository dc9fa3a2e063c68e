import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Ends the servers that suites shared. */
export default function tearDown(): void {
  const folder = process.env.EMULATORS_FOLDER;
  if (!folder) return;
  const file = join(folder, "moto.json");
  if (existsSync(file)) {
    const { pid }: { pid: number } = JSON.parse(readFileSync(file, "utf8"));
    process.kill(pid);
  }
  rmSync(folder, { recursive: true, force: true });
}
