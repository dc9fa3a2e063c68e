import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { howToAsk, planSignIn, type SignInPlanArgs, type SignInRule } from "../../domain/firewall/sign-in-plan.ts";
import { nameTag, typeToken } from "../naming.ts";

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

/** The identity provider that staff sign in with. */
export type IdentityProvider = { readonly cognito: CognitoProvider } | { readonly oidc: OidcProvider };

/** Arguments for {@link SignInRules}. */
export interface SignInRulesArgs extends SignInPlanArgs<Input<string>> {
  readonly listenerArn: Input<string>;
  readonly targetGroupArn: Input<string>;
  readonly provider: IdentityProvider;
  /** Minutes that a sign-in lasts, active or not. Nodes end idle sessions: the load balancer knows no idle time. */
  readonly sessionMinutes: number;
}

/**
 * Listener rules that require a sign-in for X-Cart's administration.
 * @see docs/decisions/0033-admin-sign-in.md
 */
export class SignInRules extends ComponentResource {
  constructor(name: string, args: SignInRulesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SignInRules"), name, {}, opts);
    const parent = this;

    planSignIn(args).forEach(create);
    this.registerOutputs({});

    function create({ name: part, priority, does, conditions }: SignInRule<Input<string>>) {
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

function authenticate({ provider, sessionMinutes }: SignInRulesArgs, does: "deny" | "ask") {
  const how = howToAsk(sessionMinutes, does);
  return "cognito" in provider
    ? { type: "authenticate-cognito", authenticateCognito: { ...provider.cognito, ...how } }
    : { type: "authenticate-oidc", authenticateOidc: { ...provider.oidc, ...how } };
}
