import { interfacesOfFunctions, quick, times } from "../../domain/provisioning/times.ts";
import type { GraphResource } from "../offline/graph.ts";

/** An action of `pulumi up` or `pulumi destroy` on resources. */
export type Act = "create" | "update" | "destroy";

/** One resource of a chain. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly seconds: number;
  /** Why it waits for the step before: it needs a value of it, is its child, or is only told to (`dependsOn`). @default - it is the first */
  readonly waits?: Wait;
}

export type Wait = "value" | "child" | "order";

/** Something that waits for something else, and how many seconds later it could be ready without delaying the whole. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly wait: Wait;
  readonly slack: number;
}

/** The chain that decides how long an action takes where as much as possible runs at once. */
export interface Chain {
  readonly seconds: number;
  readonly steps: readonly Step[];
  /** Every wait between resources, also off the chain; without those for what the act does not touch. */
  readonly edges: readonly Edge[];
}

/** A wait before its slack is known. */
type Pair = Omit<Edge, "slack">;

/**
 * The longest chain of `resources`, by AWS's usual times. `touched` says which resources the act is about: others take no time.
 * @default touched - all
 */
export function longestChain(resources: readonly GraphResource[], act: Act, touched: (one: GraphResource) => boolean = () => true): Chain {
  const custom = new Map(resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).map((one) => [one.urn, one]));
  const slow = act === "destroy" ? ofFunctions(custom) : new Set<string>();
  const secondsOf = (one: GraphResource) => (touched(one) ? timeOf(one, act, slow) : 0);
  const made = [...custom.values()].flatMap((one) => waitsOf(one, custom));
  const pairs = act === "destroy" ? made.map(({ from, to, wait }) => ({ from: to, to: from, wait })) : made;
  const [before, after] = [Map.groupBy(pairs, ({ to }) => to), Map.groupBy(pairs, ({ from }) => from)];
  const weight = (urn: string) => secondsOf(known(custom, urn));
  const ready = reached(custom.keys(), (urn) => (before.get(urn) ?? []).map(({ from }) => from), weight);
  const left = reached(custom.keys(), (urn) => (after.get(urn) ?? []).map(({ to }) => to), weight);
  const seconds = Math.max(0, ...ready.values());
  const begun = pairs.filter(({ from }) => (ready.get(from) ?? 0) > 0);
  const edges = begun.map((pair) => ({ ...pair, slack: seconds - (ready.get(pair.from) ?? 0) - (left.get(pair.to) ?? 0) }));
  return { seconds, edges, steps: stepsOf(custom, ready, before, weight) };
}

/** Seconds from the begin of all until each is ready, its own included. */
function reached(urns: Iterable<string>, before: (urn: string) => readonly string[], weight: (urn: string) => number): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (urn: string): number => {
    const there = found.get(urn);
    if (there !== undefined) return there;
    const time = weight(urn) + Math.max(0, ...before(urn).map(visit));
    found.set(urn, time);
    return time;
  };
  for (const urn of urns) visit(urn);
  return found;
}

/** Back from what is ready last; the chain goes on from the one before that is ready last. */
function stepsOf(
  custom: ReadonlyMap<string, GraphResource>,
  ready: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, readonly Pair[]>,
  weight: (urn: string) => number,
): Step[] {
  const time = (urn: string) => ready.get(urn) ?? 0;
  const steps: Step[] = [];
  let [urn] = [...custom.keys()].sort((a, b) => time(b) - time(a));
  while (urn !== undefined) {
    const [last]: readonly Pair[] = (before.get(urn) ?? []).toSorted((a, b) => time(b.from) - time(a.from));
    const { type } = known(custom, urn);
    const step = { urn, type, name: urn.slice(urn.lastIndexOf("::") + 2), seconds: weight(urn) };
    steps.unshift(last === undefined ? step : { ...step, waits: last.wait });
    urn = last?.from;
  }
  return steps;
}

function waitsOf(one: GraphResource, custom: ReadonlyMap<string, GraphResource>): Pair[] {
  const values = new Set(Object.values(one.propertyDependencies ?? {}).flat());
  const waits = (one.dependencies ?? []).map((from) => ({ from, wait: values.has(from) ? ("value" as const) : ("order" as const) }));
  const parent = one.parent === undefined ? [] : [{ from: one.parent, wait: "child" as const }];
  return [...waits, ...parent].filter(({ from }) => custom.has(from)).map(({ from, wait }) => ({ from, to: one.urn, wait }));
}

/** The groups and subnets that functions have interfaces in. */
function ofFunctions(custom: ReadonlyMap<string, GraphResource>): Set<string> {
  const functions = [...custom.values()].filter(({ type }) => type === "aws:lambda/function:Function");
  return new Set(functions.flatMap(({ propertyDependencies }) => propertyDependencies?.vpcConfig ?? []));
}

function timeOf(one: GraphResource, act: Act, slow: ReadonlySet<string>): number {
  // What goes with another resource, or stays, is not deleted.
  if (act === "destroy" && (one.retainOnDelete || one.deletedWith)) return 0;
  const own = (times[one.type] ?? quick)[act];
  const waits = slow.has(one.urn) && /:(Subnet|SecurityGroup)$/.test(one.type);
  return waits ? own + interfacesOfFunctions : own;
}

function known(custom: ReadonlyMap<string, GraphResource>, urn: string): GraphResource {
  const found = custom.get(urn);
  if (!found) throw new Error(`critical path: ${urn} is no resource of the graph`);
  return found;
}
