import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { GraphResource } from "../offline/graph.ts";
import { listStacks, type Project, readStackConfig } from "../offline/project.ts";
import { readGraph } from "../offline/read-graph.ts";
import { run } from "../preview/command.ts";
import { baseProject } from "./base.ts";
import { lendBundles } from "./bundles.ts";
import { compare } from "./compare.ts";
import { withContents } from "./contents.ts";
import type { DiffReport, StackDiff } from "./report.ts";
import { type Rules, rulesIn } from "./rules.ts";
import { withTemporary } from "./temporary.ts";

/** The graphs of a project's stacks; each is read when it is asked for, since a hundred do not fit into memory. */
interface Previews {
  readonly failures: readonly string[];
  /** The graph of a stack; empty for a stack that the project does not have, undefined for one that could not be previewed. */
  graphOf(stack: string): readonly GraphResource[] | undefined;
  /** The rules of its settings; undefined for a stack that the project does not have. */
  rulesOf(stack: string): Rules | undefined;
}

/** Compares every stack with what it is at a git ref; one that only one of the two has comes or goes as a whole. */
export async function compareWithBase(project: Project, ref: string): Promise<DiffReport> {
  return await withTemporary(async (temporary) => {
    const base = baseProject(project, ref, temporary);
    const after = await previewsOf(project, join(temporary.folder, "after"));
    lendBundles(project, base);
    const before = await previewsOf(base, join(temporary.folder, "before"));
    const stacks = [...new Set([...listStacks(base), ...listStacks(project)])].sort().flatMap((stack): StackDiff[] => {
      const [old, next] = [before.graphOf(stack), after.graphOf(stack)];
      if (!old || !next) return [];
      const rules = { before: before.rulesOf(stack), after: after.rulesOf(stack), sameStack: true };
      return [compare({ stack, state: stack, against: ref, before: old, after: next, deployed: false, rules })];
    });
    return { version: 1, stacks, failures: [...before.failures.map((failure) => `at ${ref}: ${failure}`), ...after.failures] };
  });
}

async function previewsOf(project: Project, folder: string): Promise<Previews> {
  const known = listStacks(project);
  const fileOf = (stack: string) => join(folder, `${stack}.json`);
  mkdirSync(folder);
  const results = await run(
    project,
    known.map((stack) => ({ stack, graph: fileOf(stack) })),
  );
  const done = new Set(results.flatMap(({ stack, failure }) => (failure === undefined ? [stack] : [])));
  return {
    failures: results.flatMap(({ failure }) => failure ?? []),
    rulesOf: (stack) => (known.includes(stack) ? rulesIn(readStackConfig(project, stack)) : undefined),
    graphOf: (stack) => {
      if (!known.includes(stack)) return [];
      return done.has(stack) ? withContents(readGraph(fileOf(stack)).deployment.resources, project.root) : undefined;
    },
  };
}
