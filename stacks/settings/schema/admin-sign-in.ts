import { z } from "zod";
import { idleMinutes, maxSignInMinutes, signInLimits, signInMinutes, staffRoleNames } from "../../../domain/defaults/admin-sign-in.ts";
import { anyOf } from "../faults.ts";
import { byEnvironment } from "../profiles.ts";
import { emailAddress, reason, wholeNumber } from "./fields.ts";

export const providers = ["cognito", "oidc", "none"] as const;

const endpointExpected = "an address such as https://id.example.com/oauth2/token";

const member = z.strictObject({
  email: emailAddress
    .max(signInLimits.usernameCharacters, `an e-mail address of at most ${signInLimits.usernameCharacters} characters (Cognito)`)
    .describe("Whose account it is: a person, not a team (PCI DSS 8.2.2). The invitation goes there."),
  role: z
    .enum(staffRoleNames, { error: anyOf(staffRoleNames) })
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
        `Who asks staff for a password and a second factor before X-Cart does: accounts in Cognito, which the store makes, or your own provider. In prod only a reason switches it off. Default: ${byEnvironment(({ signIn }) => signIn)}.`,
      ),
    staff: z
      .array(member, { error: "a list of objects of email, role" })
      .min(1, "at least one person")
      .max(signInLimits.mailsADay, `at most ${signInLimits.mailsADay} people, as many as Cognito mails invitations to in a day`)
      .optional()
      .describe("Who has an account in Cognito; who is taken out has none after the next update. Default: contacts, as administrators."),
    sessionMinutes: wholeNumber(5, maxSignInMinutes, "minutes")
      .default(signInMinutes)
      .describe(
        `How long a sign-in holds at most, also for who is busy. Whoever has been away for ${idleMinutes} minutes signs in again before that: the nodes see to it.`,
      ),
    oidc: oidc
      .optional()
      .describe("Your own provider of OpenID Connect, which must ask for a second factor: nobody here can see whether it does."),
  })
  .prefault({})
  .describe("The sign-in before the administration, with a second factor.");
