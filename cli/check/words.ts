import type { Severity } from "../../policies/model/policy.ts";
import { counted } from "../preview/kinds.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";

/** The worst first. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/** The findings of one policy. */
export interface Group {
  readonly policy: PolicyFacts;
  readonly findings: readonly Finding[];
}

/** Findings by policy, the worst first and then by name. */
export function grouped(findings: readonly Finding[], facts: Readonly<Record<string, PolicyFacts>>): Group[] {
  const groups = new Map<PolicyFacts, Finding[]>();
  for (const finding of findings) {
    const policy = facts[finding.policy];
    if (policy === undefined) continue;
    const group = groups.get(policy);
    if (group) group.push(finding);
    else groups.set(policy, [finding]);
  }
  const rank = ({ policy }: Group) => severities.indexOf(policy.severity);
  return [...groups]
    .map(([policy, list]) => ({ policy, findings: list }))
    .sort((a, b) => rank(a) - rank(b) || a.policy.name.localeCompare(b.policy.name));
}

/** A resource for people: its name and type, `db (aws:rds/instance:Instance)`. */
export function resourceText(urn: string): string {
  const { name, type } = partsOf(urn);
  return `${name} (${type})`;
}

/** Name and own type in a URN. */
export function partsOf(urn: string): { name: string; type: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { name: name.join("::"), type: types.split("$").at(-1) ?? types };
}

/** `142 policies checked 221 resources; 12 had nothing to check`. */
export function lookedText({ policies, looked }: StackVerdict): string {
  const idle = idlePolicies({ policies }).length;
  const all = `${counted(Object.keys(policies).length, "policy")} checked ${counted(looked, "resource")}`;
  return idle === 0 ? all : `${all}; ${idle} had nothing to check`;
}

/** Omissions of a verdict, each a part of a sentence: kinds that no policy knows, and resources that are half made. */
export function silences({ resources, unjudged, interrupted }: StackVerdict): string[] {
  const count = Object.values(unjudged).reduce((sum, one) => sum + one, 0);
  return [
    ...(count > 0
      ? [`${count} of ${counted(resources, "resource")} ${count === 1 ? "is of a kind" : "are of kinds"} that no policy knows`]
      : []),
    ...(interrupted.length > 0
      ? [`${counted(interrupted.length, "operation")} of an update that was cut off ${interrupted.length === 1 ? "is" : "are"} not judged`]
      : []),
  ];
}

/** The policies that had an opinion on no resource. */
export const idlePolicies = ({ policies }: Pick<StackVerdict, "policies">): string[] =>
  Object.entries(policies).flatMap(([name, looked]) => (looked === 0 ? [name] : []));
