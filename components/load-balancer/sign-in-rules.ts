import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { planSignIn, type SignInPlanArgs, type SignInRule } from "./sign-in-plan.ts";

/** A pool of Cognito, in the Region and account of the load balancer. */
export interface CognitoProvider {
  readonly userPoolArn: Input<string>;
  readonly userPoolClientId: Input<string>;
  /** First label of its pages' name. */
  readonly userPoolDomain: Input<string>;
}

/** Any provider of OpenID Connect. */
export interface OidcProvider {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
  /** A secret. */
  readonly clientSecret: Input<string>;
}

/** Who is asked whether somebody may enter. */
export type IdentityProvider = { readonly cognito: CognitoProvider } | { readonly oidc: OidcProvider };

/** What {@link SignInRules} are made of. */
export interface SignInRulesArgs extends SignInPlanArgs {
  readonly listenerArn: Input<string>;
  readonly targetGroupArn: Input<string>;
  readonly provider: IdentityProvider;
  /** How long a sign-in holds, from its beginning, however busy somebody is. Nodes end what is idle: the load balancer knows no idle time. */
  readonly sessionMinutes: number;
}

/** The listener's rules that let nobody into the administration who has not signed in. */
export class SignInRules extends ComponentResource {
  constructor(name: string, args: SignInRulesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SignInRules"), name, {}, opts);
    const parent = this;

    planSignIn(args).forEach(create);
    this.registerOutputs({});

    function create({ name: part, priority, does, conditions }: SignInRule) {
      const forward = { type: "forward", targetGroupArn: args.targetGroupArn };
      new ListenerRule(
        `${name}-${part}`,
        {
          listenerArn: args.listenerArn,
          priority,
          conditions: [...conditions],
          actions: does === "pass" ? [forward] : [authenticate(args, does), forward],
          tags: nameTag(`${name}-${part}`),
        },
        { parent },
      );
    }
  }
}

/**
 * `prompt: login` (OpenID Connect Core, 3.1.2.1): without it Cognito's own cookie, good for an hour, would sign somebody in again
 * unseen when the load balancer's session has ended.
 */
function authenticate({ provider, sessionMinutes }: SignInRulesArgs, does: "deny" | "ask") {
  const how = {
    scope: "openid",
    sessionTimeout: sessionMinutes * 60,
    onUnauthenticatedRequest: does === "deny" ? "deny" : "authenticate",
    authenticationRequestExtraParams: { prompt: "login" },
  };
  return "cognito" in provider
    ? { type: "authenticate-cognito", authenticateCognito: { ...provider.cognito, ...how } }
    : { type: "authenticate-oidc", authenticateOidc: { ...provider.oidc, ...how } };
}
