import { UserError } from "../offline/faults.ts";
import type { Project } from "../offline/project.ts";
import { baseProject } from "./base.ts";
import { lendBundles } from "./bundles.ts";
import { compare } from "./compare.ts";
import { withContents } from "./contents.ts";
import { renamed } from "./rename.ts";
import type { StackDiff } from "./report.ts";
import type { Source } from "./sources.ts";
import { baseState, type State, stateOf } from "./states.ts";
import { withTemporary } from "./temporary.ts";

/** Two states of a stack, and what differs. */
export interface Pair {
  readonly before: State;
  readonly after: State;
  readonly diff: StackDiff;
}

/** Compares two sources, of which at least one says whose stack it is. */
export async function comparePair(before: Source, after: Source, project: Project): Promise<Pair> {
  const named = stackIn(after) ?? stackIn(before);
  if (before.kind === "ref") {
    if (after.kind === "graph")
      throw new UserError(`store diff: got ${after.name} --against ${before.name}, expected a stack or its settings`);
    if (named === undefined) throw new UserError(`${after.name}: got a file name without a stack, expected Pulumi.<stack>.yaml`);
    return await withTemporary(async (temporary) => {
      const base = baseProject(project, before.name, temporary);
      const now = await stateOf(after, project, named);
      lendBundles(project, base);
      const old = await baseState(base, named, before.name);
      return together(withCode(old, base), withCode(now, project), before, after);
    });
  }
  // A graph says itself whose it is.
  const graph = [before, after].find(({ kind }) => kind === "graph");
  const read = graph && (await stateOf(graph, project, ""));
  const stack = named ?? read?.stack;
  if (stack === undefined)
    throw new UserError(`${before.name}, ${after.name}: neither file name has a stack, expected Pulumi.<stack>.yaml`);
  const of = async (source: Source) => (read && source === graph ? read : await stateOf(source, project, stack));
  return together(await of(before), await of(after), before, after);
}

const stackIn = (source: Source): string | undefined =>
  source.kind === "stack" ? source.name : source.kind === "settings" ? source.stack : undefined;

const withCode = (state: State, { root }: Project): State => ({ ...state, resources: withContents(state.resources, root) });

function together(old: State, next: State, before: Source, after: Source): Pair {
  const stack = next.stack ?? old.stack ?? after.name;
  const from = old.stack ?? stack;
  if (from !== stack && (before.kind === "graph" || after.kind === "graph"))
    throw new UserError(`${before.name}: got the stack ${from}, expected ${stack}, which it is compared with`);
  const diff = compare({
    stack,
    state: after.name,
    against: before.name,
    before: renamed(old.resources, from, stack),
    after: next.resources,
    deployed: old.deployed,
    rules: { before: old.rules, after: next.rules, sameStack: from === stack },
    notes: [...old.notes, ...next.notes],
  });
  return { before: old, after: next, diff };
}
