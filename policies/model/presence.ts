import type { Policy } from "./policy.ts";
import type { Stack } from "./stack.ts";

/** The check of a policy about what an account has only one of: asked of account stacks, answered for the stack as a whole. */
export function accountNeeds(message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (stack.isAccount ? (exists(stack) ? [] : [message]) : undefined);
}

/** The same about what an account has only one of in all Regions: asked of the stack of its home Region. */
export function homeNeeds(message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (stack.isHome ? (exists(stack) ? [] : [message]) : undefined);
}
