import type { AccountInput } from "../schema/account.ts";

/** The settings of an account stack. */
export type AccountSettings = AccountInput & { readonly stack: string };
