import { type StackVerdict, verdictOn } from "../../cli/check/verdict.ts";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { levelOf } from "../../policies/model/verdict.ts";
import { policies } from "../../policies/pack.ts";
import type { Mutation } from "./mutate.ts";
import { type Demo, graphs } from "./strangers.ts";

/** A change of a demo stack, and what has to find it: a policy, or the control of one. */
export interface Stranger {
  readonly by: string;
  readonly what: string;
  readonly mutation: Mutation;
  readonly stack: Demo;
}

/** A change, and what the policies that have to find it say of it where nothing else is changed. */
export interface Told extends Stranger {
  readonly lines: readonly string[];
  /** Whether something is gone after it, which others may change: it comes after them. */
  readonly takes: boolean;
}

/** Changes of one stack at once, of each of which the pack says the same as of it alone. */
export interface Round {
  readonly stack: Demo;
  readonly told: readonly Told[];
  readonly graph: readonly ExportedResource[];
  readonly verdict: StackVerdict;
}

/** `level policy urn message`, as the engine hears it. */
export const line = (level: "mandatory" | "advisory", policy: string, urn: string, message: string): string =>
  [level, policy, urn, message].join(" ");

/** What is said of a change by itself, by those alone that have to find it. */
export function told(change: Stranger): Told {
  const asked = policies.filter((policy) => policy.name === change.by || keysOf(policy).includes(change.by));
  const graph = change.mutation(graphs[change.stack]);
  const outcomes = evaluate(asked, stackOf(graph));
  const lines = outcomes.flatMap(({ policy, violations }) =>
    violations.map(({ resource, message }) => line(levelOf(policy), policy.name, resource.urn, message)),
  );
  return { ...change, lines, takes: graph.length < graphs[change.stack].length };
}

/** All that a verdict has, sorted. */
export const saidIn = ({ violations, advisories }: StackVerdict): string[] =>
  [
    ...violations.map(({ policy, urn, message }) => line("mandatory", policy, urn, message)),
    ...advisories.map(({ policy, urn, message }) => line("advisory", policy, urn, message)),
  ].sort();

/**
 * As few rounds as there can be: all changes of a stack are made one after the other. Of those of which something else is said than
 * alone, since another changes the same or excuses it, the next round is made; a third of demo-prod's is one of demo-dev, which is
 * found there too.
 */
export function roundsOf(changes: readonly Told[]): Round[] {
  const of = (stack: Demo) => changes.filter((one) => one.stack === stack);
  const two = roundsOn("demo-prod", of("demo-prod"), 2);
  const done = new Set(two.flatMap((round) => round.told));
  const left = of("demo-prod").filter((one) => !done.has(one));
  const moved = left.map((one): Told => {
    const there = told({ ...one, stack: "demo-dev" });
    return there.lines.length > 0 ? there : one;
  });
  return [
    ...two,
    ...roundsOn(
      "demo-prod",
      moved.filter(({ stack }) => stack === "demo-prod"),
    ),
    ...roundsOn("demo-dev", [...of("demo-dev"), ...moved.filter(({ stack }) => stack === "demo-dev")]),
    ...(["demo-staging", "demo-account"] as const).flatMap((stack) => roundsOn(stack, of(stack))),
  ];
}

function roundsOn(stack: Demo, changes: readonly Told[], limit = changes.length): Round[] {
  if (changes.length === 0 || limit === 0) return [];
  const tried = [changes, apart(changes), changes.slice(0, 1)].map((some) => () => roundOf(stack, some));
  const round = largest(tried, changes.length);
  if (round.told.length === 0) throw new Error(`${changes[0]?.what}: the pack as a whole does not say what its policy says`);
  const done = new Set(round.told);
  const left = changes.filter((one) => !done.has(one));
  return [round, ...roundsOn(stack, left, limit - 1)];
}

/** The round with the most of some changes; none is tried after one with all. */
function largest([first, ...others]: readonly (() => Round)[], all: number): Round {
  if (first === undefined) throw new Error("no round to try");
  return others.reduce((best, try_) => {
    if (best.told.length === all) return best;
    const other = try_();
    return other.told.length > best.told.length ? other : best;
  }, first());
}

/** Of changes about which one policy speaks of one resource the first: what it says of several may be one sentence. */
function apart(changes: readonly Told[]): Told[] {
  const taken = new Set<string>();
  return changes.filter(({ lines }) => {
    const subjects = lines.map((text) => text.split(" ", 3).join(" "));
    const isFree = subjects.every((subject) => !taken.has(subject));
    if (isFree) for (const subject of subjects) taken.add(subject);
    return isFree;
  });
}

function roundOf(stack: Demo, changes: readonly Told[]): Round {
  const inOrder = [...changes.filter(({ takes }) => !takes), ...changes.filter(({ takes }) => takes)];
  const graph = inOrder.reduce<readonly ExportedResource[]>((changed, { mutation }) => mutation(changed), graphs[stack]);
  const verdict = verdictOn(graph, { stack: "any", file: "any" });
  const said = new Set(saidIn(verdict));
  return { stack, graph, verdict, told: changes.filter(({ lines }) => lines.every((one) => said.has(one))) };
}
