import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { asList, show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolEnforceMfa: Policy = {
  name: "aws-cognito-userpool-enforce-mfa",
  description: "Nobody signs in to a user pool without a second factor from an app, never by SMS; no code and no passkey is the only one.",
  severity: "high",
  controls: ["COG-01"],
  remediation:
    'Set mfaConfiguration: "ON" and softwareTokenMfaConfiguration.enabled: true, and take smsConfiguration out; take everything but PASSWORD out of signInPolicy.allowedFirstAuthFactors.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-5",
  types: [userPoolType],
  check: (pool) => [
    ...(pool.text("mfaConfiguration") === "ON" ? [] : [`mfaConfiguration is ${show(pool.get("mfaConfiguration"))}; set ON`]),
    ...(pool.isTrue("softwareTokenMfaConfiguration.enabled") || pool.isTrue("softwareTokenMfaConfiguration.0.enabled")
      ? []
      : ["softwareTokenMfaConfiguration is off; set enabled: true"]),
    ...(pool.has("smsConfiguration") ? ["smsConfiguration is set: codes by SMS can be had from the network; take it out"] : []),
    ...firstFactors(pool).map(
      (factor) => `signInPolicy.allowedFirstAuthFactors has ${show(factor)}, which would be the only factor; take it out`,
    ),
  ],
};

/**
 * What signs in alone in place of a password: codes, and passkeys unless they count as two factors because they ask who holds them
 * (docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html).
 */
function firstFactors(pool: Resource): unknown[] {
  const passkeys = block(pool.get("webAuthnConfiguration")) ?? {};
  const areTwo = passkeys.factorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION" && passkeys.userVerification === "required";
  return asList(block(pool.get("signInPolicy"))?.allowedFirstAuthFactors).filter(
    (factor) => factor !== "PASSWORD" && !(factor === "WEB_AUTHN" && areTwo),
  );
}
