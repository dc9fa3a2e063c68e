import type { AccountSettings } from "./settings/account.ts";

/** Provisions what an account has only one of. */
export function deployAccount(settings: AccountSettings & { readonly stack: string }): Record<string, unknown> {
  return { region: settings.region };
}
