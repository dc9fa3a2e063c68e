import { evaluate, judge } from "../../policies/model/evaluate.ts";
import { type ExportedResource, rawOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { anyType, type RawResource, Stack } from "../../policies/model/stack.ts";
import { policies } from "../../policies/pack.ts";
import type { Weakened } from "./systematic.ts";

const mandatory = policies.filter(({ advisoryBecause, types }) => advisoryBecause === undefined && !types.includes(anyType));

/**
 * Finds who catches a change of one resource. Only those are asked that can say something else than before: the policies about its type,
 * and those that looked for its type when they were asked about the unchanged graph.
 */
export class Judge {
  private readonly raws: readonly RawResource[];
  private readonly at: ReadonlyMap<ExportedResource, number>;
  private readonly before = new Map<Policy, ReadonlySet<string>>();
  private readonly asking = new Map<string, Policy[]>();

  constructor(graph: readonly ExportedResource[]) {
    this.raws = graph.map(rawOf);
    this.at = new Map(graph.map((one, at) => [one, at]));
    const types = [...new Set(graph.map(({ type }) => type))];
    for (const policy of mandatory) {
      const stack = new Stack(this.raws);
      this.before.set(policy, said(policy, stack));
      for (const type of types) if (stack.isAsked(type)) this.asking.set(type, [...(this.asking.get(type) ?? []), policy]);
    }
  }

  /** The policy that finds a change; undefined where none does. */
  catches({ of, made }: Weakened): string | undefined {
    const at = this.at.get(of) ?? -1;
    const stack = new Stack(made === undefined ? this.raws.toSpliced(at, 1) : this.raws.with(at, rawOf(made)));
    const resource = stack.find(of.urn);
    const own = mandatory.filter(({ types }) => types.includes(of.type));
    const first = own.find((policy) => resource !== undefined && this.isNew(policy, linesOf(policy, resource.urn, judge(policy, resource, stack))));
    const second = first ?? this.asking.get(of.type)?.find((policy) => this.isNew(policy, [...said(policy, stack)]));
    return second?.name;
  }

  private isNew(policy: Policy, lines: readonly string[]): boolean {
    return lines.some((line) => !this.before.get(policy)?.has(line));
  }
}

const linesOf = (policy: Policy, urn: string, verdict: ReturnType<typeof judge>): string[] => {
  if (verdict.kind === "fault") throw new Error(`${policy.name}: ${verdict.error}`);
  return verdict.kind === "violation" ? verdict.messages.map((message) => `${urn} ${message}`) : [];
};

const said = (policy: Policy, stack: Stack): ReadonlySet<string> =>
  new Set(evaluate([policy], stack).flatMap(({ violations }) => violations.map(({ resource, message }) => `${resource.urn} ${message}`)));
