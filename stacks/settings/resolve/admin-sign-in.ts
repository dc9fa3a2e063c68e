import { profiles } from "../profiles.ts";
import type { providers } from "../schema/admin-sign-in.ts";
import type { StoreInput } from "../schema/store.ts";

/** What the environment decides of it. */
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

/** Who asks staff to sign in; `none` also where a reason switches it off. */
export const signInProvider = ({ adminSignIn: { provider } }: SignIn): (typeof providers)[number] =>
  typeof provider === "object" ? "none" : provider;

/** How long a sign-in holds, in minutes. */
export const signInMinutes = ({ adminSignIn: { sessionMinutes } }: SignIn): number =>
  typeof sessionMinutes === "object" ? sessionMinutes.minutes : sessionMinutes;

/** What of the sign-in is switched off or weaker, as `path: reason`. */
export function signInRelaxations({ adminSignIn: { provider, sessionMinutes } }: SignIn): string[] {
  return [
    ...(typeof provider === "object" ? [`adminSignIn.provider: ${provider.relaxedBecause}`] : []),
    ...(typeof sessionMinutes === "object"
      ? [`adminSignIn.sessionMinutes: ${sessionMinutes.minutes} minutes: ${sessionMinutes.relaxedBecause}`]
      : []),
  ];
}
