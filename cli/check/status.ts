import type { StackVerdict } from "./verdict.ts";

/** Reasons in a verdict why something could not be checked: one sentence each. */
export const troubleIn = ({ faults, unknownPolicies }: StackVerdict): readonly string[] => [...faults, ...unknownPolicies];

/** The exit status for some verdicts: 2 where something could not be checked, 1 with violations of mandatory policies, else 0. */
export function statusOf(verdicts: readonly StackVerdict[]): 0 | 1 | 2 {
  if (verdicts.some((verdict) => troubleIn(verdict).length > 0)) return 2;
  return verdicts.some(({ violations }) => violations.length > 0) ? 1 : 0;
}
