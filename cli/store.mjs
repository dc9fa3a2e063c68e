#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old for the rest can still find the one that npm installed beside it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
// Since 22.18 Node strips types by itself.
if (major > 22 || (major === 22 && minor >= 18)) start();
else startNewerNode();

async function start() {
  const args = process.argv.slice(2);
  try {
    const { bundled, cacheCode } = await import("../domain/bundled/fresh.mjs");
    const program = needsSources(args) ? undefined : await bundled("store");
    if (program === undefined) cacheCode(fileURLToPath(new URL("../node_modules/.cache/store", import.meta.url)));
    const { main } = await import(program ?? "./main.ts");
    await main(args);
  } catch (error) {
    // A fault of ours: 1 would say something of a stack.
    console.error(error);
    process.exitCode = 2;
  }
}

/** The bundle has the recorder for good, and this checkout's program: what runs another engine, or the program at another commit, is not in it. */
function needsSources(args) {
  return /^(diff|review)$/.test(args[0]) || args.some((arg) => arg.startsWith("--engine") || arg.startsWith("--against"));
}

function startNewerNode() {
  const node = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  if (!existsSync(node)) {
    console.error(`store: got Node ${process.versions.node}, expected 22.18 or newer; run \`npm ci\`, which installs one for this project`);
    process.exitCode = 1;
    return;
  }
  const { status } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
