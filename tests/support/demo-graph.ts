import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphResource } from "../../cli/offline/graph.ts";
import type { StackConfig } from "../../cli/offline/run.ts";

/**
 * The graph of this repository's program for one stack: what `store preview` writes, and as fast, since stack traces are left out.
 * Dozens of files ask for the same few: the first of a run makes it, and the others do not even load the SDK. A run's folder ends with
 * the run, so what is read was made of the same sources.
 */
export async function demoGraph(config: StackConfig): Promise<readonly GraphResource[]> {
  const folder = process.env.EMULATORS_FOLDER;
  if (!folder) return await preview(config);
  const file = join(folder, `graph-${createHash("sha256").update(JSON.stringify(config)).digest("hex")}.json`);
  if (!existsSync(file)) write(file, JSON.stringify(await preview(config)));
  const graph: readonly GraphResource[] = JSON.parse(readFileSync(file, "utf8"));
  return graph;
}

async function preview(config: StackConfig): Promise<GraphResource[]> {
  // Before everything that imports the SDK, as the command does: a preview takes half of the time.
  await import("../../cli/offline/sdk.ts");
  const { guarded } = await import("../../cli/offline/guard.ts");
  const { stackGraph } = await import("../../cli/offline/stack.ts");
  const { program } = await import("../../stacks/program.ts");
  return await guarded(() => stackGraph(program, config));
}

/** As a whole: another worker may read it. */
function write(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}
