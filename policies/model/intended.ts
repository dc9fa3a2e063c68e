import { type Intended, intendedForm, intendedOutput } from "../../domain/contracts/intended.ts";
import { isRecord } from "../../domain/values.ts";
import { oncePerStack } from "./once.ts";
import { wholeStack } from "./policy.ts";
import type { Stack } from "./stack.ts";

/** Whether a stack has to say what its settings want: a store of this repository. */
export const mustIntend = (stack: Stack): boolean => stack.isOurs && !stack.isAccount && stack.ofType(wholeStack).length > 0;

/** What the output of a store says that its settings want; undefined where the stack does not say it. */
export const intendedByOutput = oncePerStack((stack): Intended | undefined => {
  const [whole] = stack.ofType(wholeStack);
  const said = mustIntend(stack) && !whole?.isSecret(intendedOutput) ? whole?.properties[intendedOutput] : undefined;
  return isIntended(said) ? said : undefined;
});

/** What the settings of a store want: by themselves where they are at hand, else by the output. */
export const intended = (stack: Stack): Intended | undefined =>
  (mustIntend(stack) ? stack.settings?.intended : undefined) ?? intendedByOutput(stack);

/** Whether it has the parts; what is in them is tsc's business, or that of another version of the program. */
const isIntended = (said: unknown): said is Intended =>
  isRecord(said) &&
  said.form === intendedForm &&
  isRecord(said.firewall) &&
  isRecord(said.paymentPage) &&
  isRecord(said.guard) &&
  isRecord(said.names) &&
  [said.signIn, said.packets, said.backup].every((part) => part === undefined || isRecord(part));

/**
 * What is made of the intentions, such as a plan, once for a stack; undefined where a stack has none that this pack's plans can read: that
 * is a policy's of its own, `aws-pulumi-stack-missing-intended`.
 */
export function planOf<T>(make: (said: Intended, stack: Stack) => T | undefined): (stack: Stack) => T | undefined {
  return oncePerStack((stack) => {
    const said = intended(stack);
    return said === undefined ? undefined : make(said, stack);
  });
}
