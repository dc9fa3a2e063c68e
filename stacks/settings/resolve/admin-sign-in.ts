import { profiles } from "../profiles.ts";
import type { providers } from "../schema/admin-sign-in.ts";
import type { StoreInput } from "../schema/store.ts";

/** Resolves the section by the environment. */
export function resolveAdminSignIn({ environment, contacts, adminSignIn: said }: StoreInput) {
  return {
    ...said,
    provider: said.provider ?? profiles[environment].signIn,
    staff: said.staff ?? contacts.map((email) => ({ email, role: "administrator" as const })),
  };
}

/** Settings as far as the sign-in goes. */
interface SignIn {
  readonly adminSignIn: ReturnType<typeof resolveAdminSignIn>;
}

/** The provider of the staff's sign-in; `none` also where a reason switches it off. */
export const signInProvider = ({ adminSignIn: { provider } }: SignIn): (typeof providers)[number] =>
  typeof provider === "object" ? "none" : provider;

/** Relaxations of the sign-in, as `path: reason`. */
export const signInRelaxations = ({ adminSignIn: { provider } }: SignIn): string[] =>
  typeof provider === "object" ? [`adminSignIn.provider: ${provider.relaxedBecause}`] : [];

/** Names by which the administration is reached, its own first. */
export function signInHosts({ domain, aliases, firewall }: Pick<StoreInput, "domain" | "aliases" | "firewall">): string[] {
  const { host } = firewall.admin;
  const names = [domain, ...aliases];
  return host === undefined ? names : [host, ...names.filter((name) => name !== host)];
}
