import { evaluate, judge } from "../../policies/model/evaluate.ts";
import { type ExportedResource, rawOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { anyType, type RawResource, Stack } from "../../policies/model/stack.ts";
import { policies } from "../../policies/pack.ts";
import type { Weakened } from "./systematic.ts";

const mandatory = policies.filter(({ advisoryBecause, types }) => advisoryBecause === undefined && !types.includes(anyType));

/** Finds who catches a change of one resource. */
export class Judge {
  private readonly raws: readonly RawResource[];
  private readonly at: ReadonlyMap<ExportedResource, number>;
  private readonly before = new Map<Policy, ReadonlySet<string>>();
  private readonly unchanged: Stack;

  constructor(graph: readonly ExportedResource[]) {
    this.raws = graph.map(rawOf);
    this.at = new Map(graph.map((one, at) => [one, at]));
    this.unchanged = new Stack(this.raws);
  }

  /** The policy about the changed resource that finds a change; undefined where none does, or the resource is gone. */
  catchesItself(change: Weakened): string | undefined {
    const own = change.made === undefined ? [] : mandatory.filter(({ types }) => types.includes(change.of.type));
    if (own.length === 0) return undefined;
    const stack = this.changed(change);
    const resource = stack.find(change.of.urn);
    return own.find((policy) => resource && this.isNew(policy, linesOf(policy, resource.urn, judge(policy, resource, stack))))?.name;
  }

  /** Whether a policy, wherever it looks, says something of a change that it did not say before. */
  isCaughtBy(change: Weakened, name: string): boolean {
    const policy = mandatory.find((one) => one.name === name);
    return policy !== undefined && this.isNew(policy, [...said(policy, this.changed(change))]);
  }

  private changed({ of, made }: Weakened): Stack {
    const at = this.at.get(of) ?? -1;
    return new Stack(made === undefined ? this.raws.toSpliced(at, 1) : this.raws.with(at, rawOf(made)));
  }

  private isNew(policy: Policy, lines: readonly string[]): boolean {
    if (lines.length === 0) return false;
    const before = this.before.get(policy) ?? said(policy, this.unchanged);
    this.before.set(policy, before);
    return lines.some((line) => !before.has(line));
  }
}

const linesOf = (policy: Policy, urn: string, verdict: ReturnType<typeof judge>): string[] => {
  if (verdict.kind === "fault") throw new Error(`${policy.name}: ${verdict.error}`);
  return verdict.kind === "violation" ? verdict.messages.map((message) => `${urn} ${message}`) : [];
};

const said = (policy: Policy, stack: Stack): ReadonlySet<string> =>
  new Set(evaluate([policy], stack).flatMap(({ violations }) => violations.map(({ resource, message }) => `${resource.urn} ${message}`)));
