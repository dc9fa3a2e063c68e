import { adminFolder } from "../defaults/firewall-xcart.ts";

/** Arguments for the plan of the sign-in. */
export interface SignInPlanArgs<Address> {
  readonly admin: {
    /** A name of its own: all of it asks for a sign-in. @default - none */
    readonly host?: string | undefined;
  };
  /** The store's own egress addresses, in CIDR notation, at most three blocks: X-Cart's service tool calls itself and cannot sign in. */
  readonly ownAddresses: readonly Address[];
}

/** A condition of a listener's rule; all conditions of a rule have to hold, one value of each. */
export type SignInCondition<Address> =
  | { readonly hostHeader: { readonly values: string[] } }
  | { readonly pathPattern: { readonly values: string[] } }
  | { readonly httpHeader: { readonly httpHeaderName: string; readonly values: string[] } }
  | { readonly sourceIp: { readonly values: Address[] } };

/** One rule: `pass` without a sign-in; `deny` with a 401, or `ask` by a redirect, who is not signed in. */
export interface SignInRule<Address> {
  readonly name: string;
  readonly priority: number;
  readonly does: "pass" | "deny" | "ask";
  readonly conditions: readonly SignInCondition<Address>[];
}

/** Prefix of the rules' names: `sign-in-<name>`. */
export const signInPart = "sign-in";

/** Requests that X-Cart's pages make in the background, which say so; a redirect to another site would only break it. */
const inBackground = { httpHeader: { httpHeaderName: "X-Requested-With", values: ["XMLHttpRequest"] } };

/** The service tool (rebuilds, add-ons), by whom it is called within the store. */
const serviceTool = "/service.php*";

/** Symfony takes `/index.php/admin` for `/admin`; the web ACL refuses these, unless its rules are on trial. */
const behindTheFront = ["/index.php/*", "/cart.php/*", "//*"];

/**
 * The rules that stand before the administration, in their order; the same places as the web ACL's mark `to:admin`
 * (domain/firewall/plan-labels.ts), each with at most three values a condition and five a rule. Everything else has no rule:
 * the shop, calls of payment providers and returns from them, the API, `/healthz`.
 */
export function planSignIn<Address>({ admin, ownAddresses }: SignInPlanArgs<Address>): SignInRule<Address>[] {
  const service = { pathPattern: { values: [serviceTool] } };
  const places = [
    ...(admin.host === undefined ? [] : [{ name: "host", where: { hostHeader: { values: [admin.host] } } }]),
    { name: `at-${adminFolder}`, where: { pathPattern: { values: [`/${adminFolder}`, `/${adminFolder}/*`, `/${adminFolder}.php*`] } } },
    { name: "at-service", where: service },
  ];
  const disguised = { name: "disguised", where: { pathPattern: { values: [...behindTheFront] } } };
  const rules = [
    { name: "own-service", does: "pass" as const, conditions: [service, { sourceIp: { values: [...ownAddresses] } }] },
    ...places.map(({ name, where }) => ({ name: `background-${name}`, does: "deny" as const, conditions: [where, inBackground] })),
    ...[disguised, ...places].map(({ name, where }) => ({ name, does: "ask" as const, conditions: [where] })),
  ];
  return rules.map((rule, at) => ({ ...rule, priority: (at + 1) * 10 }));
}

/**
 * Settings by which a rule asks for a sign-in, without which it lets no request in. `prompt: login` (OpenID Connect Core, 3.1.2.1): without it, Cognito's
 * own cookie, valid for an hour, would sign a person in again unseen when the load balancer's session has ended.
 */
export const howToAsk = (sessionMinutes: number, does: "deny" | "ask") => ({
  scope: "openid",
  sessionTimeout: sessionMinutes * 60,
  onUnauthenticatedRequest: does === "deny" ? "deny" : "authenticate",
  authenticationRequestExtraParams: { prompt: "login" },
});

/** Addresses that the identity provider returns a person to after a sign-in (docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html). */
export const callbackUrls = (hosts: readonly string[]): string[] => hosts.map((host) => `https://${host}/oauth2/idpresponse`);
