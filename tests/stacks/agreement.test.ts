import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type GraphResource, readGraph } from "../../cli/offline/graph.ts";
import { listStacks, readProject } from "../../cli/offline/project.ts";
import { compareGraphs } from "../support/agreement.ts";

const root = join(import.meta.dirname, "../..");
const check = join(root, "../shared/aws-check/check");
const NO_PROVIDER = 3;

test.each(listStacks(readProject(root)).filter((stack) => stack.startsWith("demo-")))(
  "the graph that store preview writes of %s agrees with the one of an engine with the AWS provider behind it",
  (stack) => {
    const theirs = graphOf((file) => [check, "--stack", stack, "--dir", root, "--graph", file, "--port", "5611"]);
    if (theirs === undefined) {
      process.stderr.write(`${stack}: agreement not tested, this machine lacks aws-check or the AWS provider\n`);
      return;
    }
    const ours = graphOf((file) => [process.execPath, join(root, "cli/store.mjs"), "preview", stack, "--graph", file]);
    expect(compareGraphs(ours ?? [], theirs)).toEqual([]);
  },
);

/** The graph that a command writes; undefined where the command cannot run here. */
function graphOf(commandFor: (file: string) => readonly [string, ...string[]]): readonly GraphResource[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  try {
    const file = join(folder, "graph.json");
    const [command, ...args] = commandFor(file);
    if (!existsSync(command)) return undefined;
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
    if (status === NO_PROVIDER) return undefined;
    if (!existsSync(file)) throw new Error(`${command} ${args.join(" ")} wrote no graph:\n${stdout}${stderr}`);
    return readGraph(file).deployment.resources;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
