import { z } from "zod";
import { idleMinutes, signInLimits, staffRoleNames } from "../../domain/defaults/admin-sign-in.ts";
import { fault } from "./faults.ts";
import { emailAddress, reason, wholeNumber } from "./fields.ts";
import type { StoreSettings } from "./resolve.ts";
import type { StoreInput } from "./store.ts";

const providers = ["cognito", "oidc", "none"] as const;
const roles = staffRoleNames.join(", ");
const endpointExpected = "an address such as https://id.example.com/oauth2/token";

const member = z.strictObject({
  email: emailAddress
    .max(signInLimits.usernameCharacters, `an e-mail address of at most ${signInLimits.usernameCharacters} characters (Cognito)`)
    .describe("Whose account it is: a person, not a team (PCI DSS 8.2.2). The invitation goes there."),
  role: z
    .enum(staffRoleNames, { error: roles })
    .describe("The group that the account is in. What somebody may do in the shop is said by X-Cart's own roles."),
});

/** Without a port, a query or a fragment. */
const endpoint = (what: string) =>
  z
    .url({ protocol: /^https$/, hostname: z.regexes.domain, error: endpointExpected })
    .regex(/^https:\/\/[^/:?#]+(\/[^?#]*)?$/, endpointExpected)
    .describe(what);

const secretExpected = "the ARN of a secret in Secrets Manager";
const oidc = z.strictObject({
  issuer: endpoint("The provider's name for itself, as in its /.well-known/openid-configuration."),
  authorizationEndpoint: endpoint("Where browsers are sent to sign in."),
  tokenEndpoint: endpoint("Where the load balancer gets tokens."),
  userInfoEndpoint: endpoint("Where the load balancer asks who it is."),
  clientId: z.string({ error: "the client's id" }).min(1, "the client's id").describe("The id that the provider gave the load balancer."),
  secretArn: z
    .string({ error: secretExpected })
    .regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,519}$/, secretExpected)
    .describe("The client's secret, as the whole text of a secret in the store's Region."),
});

const sessionExpected = `a whole number from 5 to ${idleMinutes} (minutes), or { minutes, relaxedBecause: "why" }`;
const longer = z.strictObject({
  minutes: wholeNumber(idleMinutes + 1, 720, "minutes").describe("Minutes from one sign-in to the next."),
  relaxedBecause: reason.describe(`What ends the session of somebody who has been away for ${idleMinutes} minutes (PCI DSS 8.2.8).`),
});

/** The sign-in before the administration. */
export const adminSignIn = z
  .strictObject({
    provider: z
      .union([z.enum(providers), z.strictObject({ relaxedBecause: reason })], {
        error: 'cognito, oidc, none, or { relaxedBecause: "why" }',
      })
      .optional()
      .describe(
        "Who asks staff for a password and a second factor before X-Cart does: accounts in Cognito, which the store makes, or your own provider. Default: cognito in prod, where only a reason switches it off; none elsewhere.",
      ),
    staff: z
      .array(member, { error: "a list of objects of email, role" })
      .min(1, "at least one person")
      .max(signInLimits.mailsADay, `at most ${signInLimits.mailsADay} people, as many as Cognito mails invitations to in a day`)
      .optional()
      .describe("Who has an account in Cognito; who is taken out has none after the next update. Default: contacts, as administrators."),
    sessionMinutes: z
      .union([z.int(sessionExpected).min(5, sessionExpected).max(idleMinutes, sessionExpected), longer], { error: sessionExpected })
      .default(idleMinutes)
      .describe("How long a sign-in holds, also for who is busy: load balancers know no idle time. Then it is asked for anew."),
    oidc: oidc
      .optional()
      .describe("Your own provider of OpenID Connect, which must ask for a second factor: nobody here can see whether it does."),
  })
  .prefault({})
  .describe("The sign-in before the administration, with a second factor.");

/** What the environment decides of it. */
export function resolveAdminSignIn({ environment, contacts, adminSignIn: said }: StoreInput) {
  return {
    ...said,
    provider: said.provider ?? (environment === "prod" ? "cognito" : "none"),
    staff: said.staff ?? contacts.map((email) => ({ email, role: "administrator" as const })),
  };
}

/** Who asks staff to sign in; `none` also where a reason switches it off. */
export const signInProvider = ({ adminSignIn: { provider } }: Pick<StoreSettings, "adminSignIn">): (typeof providers)[number] =>
  typeof provider === "object" ? "none" : provider;

/** How long a sign-in holds, in minutes. */
export const signInMinutes = ({ adminSignIn: { sessionMinutes } }: Pick<StoreSettings, "adminSignIn">): number =>
  typeof sessionMinutes === "object" ? sessionMinutes.minutes : sessionMinutes;

/** What of the sign-in is switched off or weaker, as `path: reason`. */
export function signInRelaxations({ adminSignIn: { provider, sessionMinutes } }: Pick<StoreSettings, "adminSignIn">): string[] {
  return [
    ...(typeof provider === "object" ? [`adminSignIn.provider: ${provider.relaxedBecause}`] : []),
    ...(typeof sessionMinutes === "object"
      ? [`adminSignIn.sessionMinutes: ${sessionMinutes.minutes} minutes: ${sessionMinutes.relaxedBecause}`]
      : []),
  ];
}

/** What is wrong with the sign-in's settings, one sentence each. */
export function adminSignInFaults(settings: StoreSettings): string[] {
  return [...offFaults(settings), ...oidcFaults(settings), ...memberFaults(settings), ...nameFaults(settings)];
}

/** Where staff come from anywhere, or the shop is real, somebody asks them for a second factor. */
function offFaults({ environment, firewall, adminSignIn }: StoreSettings): string[] {
  if (signInProvider({ adminSignIn }) !== "none") return [];
  const { provider } = adminSignIn;
  if (firewall.admin.staffOnly !== true)
    return [
      fault("adminSignIn.provider", provider, "cognito or oidc where firewall.admin.staffOnly is relaxed: one of the two has to hold"),
    ];
  return environment === "prod" && provider === "none"
    ? [fault("adminSignIn.provider", provider, 'cognito or oidc in prod, or { relaxedBecause: "why" }')]
    : [];
}

function oidcFaults({ region, adminSignIn: { provider, oidc } }: StoreSettings): string[] {
  if (oidc === undefined)
    return provider === "oidc"
      ? [fault("adminSignIn.oidc", oidc, "the provider's endpoints and the client, where adminSignIn.provider is oidc")]
      : [];
  if (provider !== "oidc") return [fault("adminSignIn.oidc", oidc, "nothing where adminSignIn.provider is not oidc")];
  return oidc.secretArn.split(":")[3] === region
    ? []
    : [fault("adminSignIn.oidc.secretArn", oidc.secretArn, `a secret in the store's Region, ${region}`)];
}

/** Cognito does not tell capitals from small letters in names. */
function memberFaults({ adminSignIn: { provider, staff } }: StoreSettings): string[] {
  if (provider !== "cognito") return [];
  const names = staff.map(({ email }) => email.toLowerCase());
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [fault(`adminSignIn.staff[${i}].email`, staff[i]?.email, "an address that is not there already")] : [],
  );
}

/** Words that Cognito refuses in a name of pages, and the longest name of a host that a listener's rule compares. */
function nameFaults({ stack, firewall, adminSignIn }: StoreSettings): string[] {
  const { host } = firewall.admin;
  const provider = signInProvider({ adminSignIn });
  const word = provider === "cognito" ? signInLimits.refusedInDomains.find((refused) => stack.includes(refused)) : undefined;
  const most = signInLimits.hostCharacters;
  return [
    ...(word ? [fault("stack name", stack, `a name without ${word}, which Cognito does not take in a sign-in page's name`)] : []),
    ...(provider !== "none" && host !== undefined && host.length > most
      ? [fault("firewall.admin.host", host, `a name of at most ${most} characters, which a rule of the load balancer can compare`)]
      : []),
  ];
}
