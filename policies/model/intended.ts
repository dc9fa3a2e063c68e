import { type Intended, intendedForm, intendedOutput } from "../../domain/contracts/intended.ts";
import { isRecord } from "../../domain/values.ts";
import { oncePerStack } from "./once.ts";
import { wholeStack } from "./policy.ts";
import type { Stack } from "./stack.ts";

/** Whether a stack has to say what its settings want: a store of this repository. */
export const mustIntend = (stack: Stack): boolean => stack.isOurs && !stack.isAccount && stack.ofType(wholeStack).length > 0;

/** Intentions of a store's settings, read from its output; undefined if the stack has none. */
export const intendedByOutput = oncePerStack((stack): Intended | undefined => {
  const [whole] = stack.ofType(wholeStack);
  const said = mustIntend(stack) && !whole?.isSecret(intendedOutput) ? whole?.properties[intendedOutput] : undefined;
  return isIntended(said) ? said : undefined;
});

/** Intentions of a store's settings: from the settings if they are available, otherwise from the output. */
export const intended = (stack: Stack): Intended | undefined =>
  (mustIntend(stack) ? stack.settings?.intended : undefined) ?? intendedByOutput(stack);

/** Whether a value has the parts of the intentions; tsc checks their content, unless another version of the program wrote them. */
const isIntended = (said: unknown): said is Intended =>
  isRecord(said) &&
  said.form === intendedForm &&
  isRecord(said.firewall) &&
  isRecord(said.paymentPage) &&
  isRecord(said.guard) &&
  isRecord(said.names) &&
  (said.caa === undefined || typeof said.caa === "boolean") &&
  [said.signIn, said.packets, said.backup].every((part) => part === undefined || isRecord(part));

/**
 * A value derived from the intentions, such as a plan, once per stack; undefined if the stack has none that this pack can read, which
 * the policy `aws-pulumi-stack-missing-intended` reports.
 */
export function planOf<T>(make: (said: Intended, stack: Stack) => T | undefined): (stack: Stack) => T | undefined {
  return oncePerStack((stack) => {
    const said = intended(stack);
    return said === undefined ? undefined : make(said, stack);
  });
}
