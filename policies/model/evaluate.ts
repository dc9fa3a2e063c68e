import { withoutMarks } from "../../domain/graph-values.ts";
import type { Policy } from "./policy.ts";
import type { Resource, Stack } from "./stack.ts";
import { UnknownValue } from "./values.ts";

/** A policy's verdict on one resource. */
export type Verdict =
  | { readonly kind: "compliant" }
  | { readonly kind: "notApplicable" }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "violation"; readonly messages: readonly string[] }
  | { readonly kind: "fault"; readonly error: string };

/** Asks one policy about one resource. A policy that throws is a fault of the pack, not of the resource. */
export function judge(policy: Policy, resource: Resource, stack: Stack): Verdict {
  try {
    const messages = policy.check(resource, stack);
    if (messages === undefined) return { kind: "notApplicable" };
    return messages.length === 0
      ? { kind: "compliant" }
      : { kind: "violation", messages: messages.map((message) => withoutMarks(stack.redacted(message))) };
  } catch (error) {
    return error instanceof UnknownValue
      ? { kind: "unknown", reason: stack.redacted(error.message) }
      : { kind: "fault", error: stack.redacted(error instanceof Error ? error.message : String(error)) };
  }
}

/** A policy's verdicts on a stack. */
export interface PolicyOutcome {
  readonly policy: Policy;
  /** Number of resources that it judged; 0 proves nothing. */
  readonly looked: number;
  readonly compliant: readonly Resource[];
  readonly violations: readonly { readonly resource: Resource; readonly message: string }[];
  readonly unknown: readonly { readonly resource: Resource; readonly reason: string }[];
  readonly faults: readonly { readonly resource: Resource; readonly error: string }[];
}

/** Asks each policy about each resource of its types. */
export function evaluate(policies: readonly Policy[], stack: Stack): PolicyOutcome[] {
  return policies.map((policy) => {
    const verdicts = stack.ofType(...policy.types).map((resource) => ({ resource, verdict: judge(policy, resource, stack) }));
    return {
      policy,
      looked: verdicts.filter(({ verdict }) => verdict.kind !== "notApplicable").length,
      compliant: verdicts.flatMap(({ resource, verdict }) => (verdict.kind === "compliant" ? [resource] : [])),
      violations: verdicts.flatMap(({ resource, verdict }) =>
        verdict.kind === "violation" ? verdict.messages.map((message) => ({ resource, message })) : [],
      ),
      unknown: verdicts.flatMap(({ resource, verdict }) => (verdict.kind === "unknown" ? [{ resource, reason: verdict.reason }] : [])),
      faults: verdicts.flatMap(({ resource, verdict }) => (verdict.kind === "fault" ? [{ resource, error: verdict.error }] : [])),
    };
  });
}
