import type { AccountPartName } from "../../domain/defaults/account-parts.ts";
import type { Policy } from "./policy.ts";
import type { Stack } from "./stack.ts";

/**
 * The check of a policy about what an account has only one of: asked of account stacks, answered for the stack as a whole. Where the
 * settings say that somebody else has it (`elsewhere`), nothing is asked; the report shows their words.
 */
export function accountNeeds(part: AccountPartName | undefined, message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (asksAccount(stack, part) ? (exists(stack) ? [] : [message]) : undefined);
}

/** The same about what an account has only one of in all Regions: asked of the stack of its home Region. */
export function homeNeeds(part: AccountPartName, message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (asksHome(stack, part) ? (exists(stack) ? [] : [message]) : undefined);
}

/** Whether an account stack has to have a part itself. */
export const asksAccount = (stack: Stack, part?: AccountPartName): boolean =>
  stack.isAccount && (part === undefined || stack.elsewhere[part] === undefined);

/** Whether the stack of an account's home Region has to have a part itself. */
export const asksHome = (stack: Stack, part: AccountPartName): boolean => stack.isHome && asksAccount(stack, part);
