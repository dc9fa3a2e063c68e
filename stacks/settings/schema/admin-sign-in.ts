import { z } from "zod";
import { idleMinutes, maxSignInMinutes, signInLimits, signInMinutes, staffRoleNames } from "../../../domain/defaults/admin-sign-in.ts";
import { anyOf } from "../faults.ts";
import { byEnvironment } from "../profiles.ts";
import { emailAddress, reason, wholeNumber } from "./fields.ts";

export const providers = ["cognito", "oidc", "none"] as const;

const endpointExpected = "an address such as https://id.example.com/oauth2/token";

const member = z.strictObject({
  email: emailAddress
    .max(signInLimits.usernameCharacters, `an email address of at most ${signInLimits.usernameCharacters} characters (Cognito)`)
    .describe("The person's address, not a team's (PCI DSS 8.2.2). The invitation goes there."),
  role: z
    .enum(staffRoleNames, { error: anyOf(staffRoleNames) })
    .describe("The account's group. Permissions in the shop are those of X-Cart's own roles."),
});

/** An https address without a port, a query or a fragment. */
const endpoint = (what: string) =>
  z
    .url({ protocol: /^https$/, hostname: z.regexes.domain, error: endpointExpected })
    .regex(/^https:\/\/[^/:?#]+(\/[^?#]*)?$/, endpointExpected)
    .describe(what);

const secretExpected = "the ARN of a secret in Secrets Manager";

const oidc = z.strictObject({
  issuer: endpoint("The provider's name for itself, as in its /.well-known/openid-configuration."),
  authorizationEndpoint: endpoint("Address to which browsers are sent to sign in."),
  tokenEndpoint: endpoint("Address from which the load balancer gets tokens."),
  userInfoEndpoint: endpoint("Address at which the load balancer asks for the user's identity."),
  clientId: z.string({ error: "the client's id" }).min(1, "the client's id").describe("The id that the provider gave the load balancer."),
  secretArn: z
    .string({ error: secretExpected })
    .regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,519}$/, secretExpected)
    .describe(
      "The client's secret, as the whole text of a secret in the store's Region. Named `<stack>-oidc-…`, the pipeline's roles may read it.",
    ),
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
        `The provider that asks staff for a password and a second factor before X-Cart does: cognito, with accounts that the store makes, or oidc, your own. In prod, only a reason switches it off. Default: ${byEnvironment(({ signIn }) => signIn)}.`,
      ),
    staff: z
      .array(member, { error: "a list of objects of email, role" })
      .min(1, "at least one person")
      .max(signInLimits.mailsADay, `at most ${signInLimits.mailsADay} people, the maximum of Cognito's invitations by email in a day`)
      .optional()
      .describe(
        "People with an account in Cognito; the next deployment removes the accounts of those who are no longer listed. Default: contacts, as administrators.",
      ),
    sessionMinutes: wholeNumber(5, maxSignInMinutes, "minutes")
      .default(signInMinutes)
      .describe(`Maximum length of a session, idle or not. After ${idleMinutes} idle minutes the nodes ask staff to sign in again.`),
    oidc: oidc.optional().describe("Your own OpenID Connect provider. It must ask for a second factor; this cannot be checked from here."),
  })
  .prefault({})
  .describe("The sign-in before the administration, with a second factor.");
