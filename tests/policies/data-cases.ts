import { expect, test } from "@jest/globals";
import type { ExportedResource } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { kinds, resource, violations } from "./support.ts";

/** What a policy is to say of some resources: its messages, none for compliant, or that it cannot or need not judge. */
export type Case = readonly [
  policy: Policy,
  when: string,
  verdict: readonly string[] | "unknown" | "notApplicable",
  ...given: readonly ExportedResource[],
];

/** One test a case. */
export function testCases(cases: readonly Case[]): void {
  const rows = cases.map(([policy, when, verdict, ...given]) => ({ policy, when, verdict, given }));
  test.each(rows)("$policy.name: $when", ({ policy, verdict, given }) => {
    const found = kinds(policy, ...given);
    expect(found).not.toEqual([]);
    if (typeof verdict === "string") expect(new Set(found)).toEqual(new Set([verdict]));
    else {
      expect(violations(policy, ...given)).toEqual(verdict);
      expect(found).toContain(verdict.length > 0 ? "violation" : "compliant");
      expect(found).not.toContain("unknown");
    }
  });
}

/** Makes resources of one type, called `one`, by their properties. */
export const maker =
  (type: string) =>
  (properties: Record<string, unknown> = {}) =>
    resource(type, "one", properties);

/** The resources in a stack of another name. */
export const inStack = (stack: string, ...resources: readonly ExportedResource[]): ExportedResource[] =>
  resources.map((one) => ({ ...one, urn: one.urn.replace("urn:pulumi:test-prod:", `urn:pulumi:${stack}:`) }));

/** A policy document with these statements, as JSON. */
export const document = (...statements: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
