import { evaluate, type PolicyOutcome } from "./evaluate.ts";
import { type Policy, wholeStack } from "./policy.ts";
import { anyType, type Resource, type Stack } from "./stack.ts";
import { applyWaivers, type Waiver, type WaiverReport, waiverPolicy, waiversOf } from "./waivers.ts";

/** A violation without a waiver. */
export interface UnwaivedViolation {
  readonly resource: Resource;
  readonly message: string;
}

/** A policy's outcome once waivers are taken into account. */
export interface Judged extends Omit<PolicyOutcome, "violations"> {
  readonly violations: readonly UnwaivedViolation[];
  readonly waived: readonly (UnwaivedViolation & { readonly waiver: Waiver })[];
}

/** A pack's judgement of a stack; the same under the engine and in `store check`. */
export interface StackJudgement {
  /** In the order of the policies, the one about waivers last. */
  readonly judged: readonly Judged[];
  readonly waivers: readonly WaiverReport[];
  /** Number of resources that at least one policy covers. */
  readonly looked: number;
}

/** Whether violations of a policy stop an update. */
export const levelOf = (policy: Policy): "mandatory" | "advisory" => (policy.advisoryBecause === undefined ? "mandatory" : "advisory");

/** Every policy that a pack of `policies` has: those, and the one about waivers. */
export const withWaiverPolicy = (policies: readonly Policy[]): readonly Policy[] => [...policies, waiverPolicy];

/** Asks all `policies` about a stack, on the day `today` (`YYYY-MM-DD`), by which waivers end. */
export function judgeStack(policies: readonly Policy[], stack: Stack, today: string): StackJudgement {
  const outcomes = evaluate(policies, stack);
  const { waivers, holdsOff } = applyWaivers(outcomes, { stack, today });
  const judged = outcomes.map((outcome) => {
    const all = outcome.violations.map((found) => ({ ...found, waiver: holdsOff(outcome.policy, found.resource) }));
    return {
      ...outcome,
      violations: all.flatMap(({ resource, message, waiver }) => (waiver ? [] : [{ resource, message }])),
      waived: all.flatMap(({ resource, message, waiver }) => (waiver ? [{ resource, message, waiver }] : [])),
    };
  });
  return { judged: [...judged, judgeWaivers(stack, waivers)], waivers, looked: askedAbout(policies, stack) };
}

function judgeWaivers(stack: Stack, waivers: readonly WaiverReport[]): Judged {
  const [resource] = stack.ofType(wholeStack);
  const messages = [...waiversOf(stack).faults, ...waivers.flatMap(({ faults }) => faults)];
  const looked = resource === undefined || (waivers.length === 0 && messages.length === 0) ? 0 : 1;
  const violations = resource === undefined ? [] : messages.map((message) => ({ resource, message }));
  return { policy: waiverPolicy, looked, compliant: [], violations, waived: [], unknown: [], faults: [] };
}

function askedAbout(policies: readonly Policy[], stack: Stack): number {
  const types = [...new Set(policies.flatMap((policy) => policy.types))].filter((type) => type !== wholeStack && type !== anyType);
  return stack.ofType(...types).length;
}
