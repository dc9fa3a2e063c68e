import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What all suites of a run share, by its name: whichever asks first makes it in the run's folder, and what it makes is told to the others
 * as JSON.
 */
export async function shared<Told>(name: string, make: (folder: string) => Promise<Told>): Promise<Told> {
  const folder = process.env.EMULATORS_FOLDER;
  if (!folder) throw new Error("EMULATORS_FOLDER is not set, expected jest's globalSetup to have set it");
  const file = join(folder, `${name}.json`);
  if (claim(join(folder, `${name}.lock`))) {
    writeFileSync(`${file}.new`, JSON.stringify(await make(folder)));
    renameSync(`${file}.new`, file);
  }
  const deadline = Date.now() + 120_000;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error(`${name} did not come up within two minutes; see the suite that started it`);
    await sleep(50);
  }
  const told: Told = JSON.parse(readFileSync(file, "utf8"));
  return told;
}

function claim(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
