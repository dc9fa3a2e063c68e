import type { AccountPartName } from "../../domain/defaults/account-parts.ts";
import type { Policy } from "./policy.ts";
import type { Stack } from "./stack.ts";

/**
 * The check for a resource that each account needs once: it judges account stacks as a whole. If the settings say that another program
 * has it (`elsewhere`), nothing is checked, and the report quotes the settings.
 */
export function accountNeeds(part: AccountPartName | undefined, message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (asksAccount(stack, part) ? (exists(stack) ? [] : [message]) : undefined);
}

/** The same for a resource that an account needs once in all Regions: it judges the stack of the home Region. */
export function homeNeeds(part: AccountPartName, message: string, exists: (stack: Stack) => boolean): Policy["check"] {
  return (_, stack) => (asksHome(stack, part) ? (exists(stack) ? [] : [message]) : undefined);
}

/** Whether an account stack has to have a part itself. */
export const asksAccount = (stack: Stack, part?: AccountPartName): boolean =>
  stack.isAccount && (part === undefined || stack.elsewhere[part] === undefined);

/** Whether the stack of an account's home Region has to have a part itself. */
export const asksHome = (stack: Stack, part: AccountPartName): boolean => stack.isHome && asksAccount(stack, part);
