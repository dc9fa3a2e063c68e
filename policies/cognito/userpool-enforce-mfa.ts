import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { asList, show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolEnforceMfa: Policy = {
  name: "aws-cognito-userpool-enforce-mfa",
  description: "Sign-ins to a user pool require a second factor from an app, not by SMS; neither a code nor a passkey is the only factor.",
  severity: "high",
  controls: ["COG-01"],
  remediation:
    'Set mfaConfiguration: "ON" and softwareTokenMfaConfiguration.enabled: true, and remove smsConfiguration; leave only PASSWORD in signInPolicy.allowedFirstAuthFactors.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-5",
  types: [userPoolType],
  check: (pool) => [
    ...(pool.text("mfaConfiguration") === "ON" ? [] : [`mfaConfiguration is ${show(pool.get("mfaConfiguration"))}; set ON`]),
    ...(pool.isTrue("softwareTokenMfaConfiguration.enabled") || pool.isTrue("softwareTokenMfaConfiguration.0.enabled")
      ? []
      : ["softwareTokenMfaConfiguration is off; set enabled: true"]),
    ...(pool.has("smsConfiguration") ? ["smsConfiguration is set: codes sent by SMS can be intercepted; remove it"] : []),
    ...firstFactors(pool).map(
      (factor) => `signInPolicy.allowedFirstAuthFactors has ${show(factor)}, which would be the only factor; remove it`,
    ),
  ],
};

/**
 * Factors that sign in without a password: codes, and passkeys unless they count as two factors because they verify the user
 * (docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html).
 */
function firstFactors(pool: Resource): unknown[] {
  const passkeys = block(pool.get("webAuthnConfiguration")) ?? {};
  const areTwo = passkeys.factorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION" && passkeys.userVerification === "required";
  return asList(block(pool.get("signInPolicy"))?.allowedFirstAuthFactors).filter(
    (factor) => factor !== "PASSWORD" && !(factor === "WEB_AUTHN" && areTwo),
  );
}
