import { describe, expect, test } from "@jest/globals";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { type Policy, wholeStack } from "../../policies/model/policy.ts";
import { kinds, urnOf, violations } from "./support.ts";

/** A sentence, what the policy says (its messages, or the one verdict), and of what. */
export type Case = readonly [string, readonly string[] | "compliant" | "notApplicable" | "unknown", ...ExportedResource[]];

/** One test a case. */
export function cases(policy: Policy, ...rows: readonly Case[]): void {
  describe(policy.name, () => {
    test.each(rows)("%s", (_, expected, ...resources) => {
      if (typeof expected === "string") expect(kinds(policy, ...resources)).toEqual([expected]);
      else expect(violations(policy, ...resources)).toEqual(expected);
    });
  });
}

/** The resource that is a stack as a whole, of either kind. */
export const stackItself = (kind: "account" | "prod"): ExportedResource => ({
  urn: urnOf(wholeStack, "test", `test-${kind}`),
  type: wholeStack,
  outputs: {},
});
