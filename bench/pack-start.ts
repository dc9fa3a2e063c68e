import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

const starter = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** Milliseconds of each start, until the pack prints the port that the engine waits for. */
export interface PackStarts {
  readonly ours: readonly number[];
  readonly trivial: readonly number[];
}

/** Starts the policies, and a pack of one policy that says nothing, in turn, as the engine does. */
export async function measurePacks(root: string, rounds: number): Promise<PackStarts> {
  const folder = mkdtempSync(join(tmpdir(), "store-pack-"));
  try {
    writeTrivial(root, folder);
    const [ours, trivial]: [number[], number[]] = [[], []];
    // The first makes the bundle, the second its compile cache, which it writes once the port is out.
    for (let at = 0; at < 2; at++) await start(join(root, "policies"), 5000);
    for (let round = 0; round < rounds; round++) {
      trivial.push(await start(folder));
      ours.push(await start(join(root, "policies")));
    }
    return { ours, trivial };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeTrivial(root: string, folder: string): void {
  const policy = '{ name: "nothing", description: "nothing", enforcementLevel: "mandatory", validateResource: () => {} }';
  const pack = `import { PolicyPack } from "@pulumi/policy";\nnew PolicyPack("trivial", { policies: [${policy}] });\n`;
  writeFileSync(join(folder, "main.mjs"), pack);
  writeFileSync(join(folder, "package.json"), '{"name":"trivial","version":"1.0.0","type":"module","main":"main.mjs"}');
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime:\n  name: nodejs\n  options:\n    typescript: false\nmain: main.mjs\n");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
}

async function start(folder: string, lives = 0): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, [starter, "127.0.0.1:1", "."], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", () => resolve());
    child.once("exit", (code) => reject(new Error(`the pack in ${folder} ended with ${code}, expected a port`)));
  });
  const time = performance.now() - begin;
  await setTimeout(lives);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  return time;
}
