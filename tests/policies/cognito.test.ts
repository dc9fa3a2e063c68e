import { cognitoClientConfigureCodeFlow } from "../../policies/cognito/client-configure-code-flow.ts";
import { cognitoUserpoolConfigurePasswordStrength } from "../../policies/cognito/userpool-configure-password-strength.ts";
import { cognitoUserpoolDisallowSelfSignUp } from "../../policies/cognito/userpool-disallow-self-sign-up.ts";
import { cognitoUserpoolEnableDeletionProtection } from "../../policies/cognito/userpool-enable-deletion-protection.ts";
import { cognitoUserpoolEnableThreatProtection } from "../../policies/cognito/userpool-enable-threat-protection.ts";
import { cognitoUserpoolEnforceMfa } from "../../policies/cognito/userpool-enforce-mfa.ts";
import { inStack, maker, testCases } from "./data-cases.ts";

const pool = maker("aws:cognito/userPool:UserPool");
const client = maker("aws:cognito/userPoolClient:UserPoolClient");
const kinds = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true };
const codes = { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } };
const onlyFactor = (factor: string) => `signInPolicy.allowedFirstAuthFactors has ${factor}, which would be the only factor; remove it`;
const strong = { minimumLength: 12, passwordHistorySize: 4, ...kinds };

testCases([
  [cognitoUserpoolEnforceMfa, "codes from an app", [], pool({ mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } })],
  [
    cognitoUserpoolEnforceMfa,
    "as people like",
    ["mfaConfiguration is OPTIONAL; set ON"],
    pool({ mfaConfiguration: "OPTIONAL", softwareTokenMfaConfiguration: [{ enabled: true }] }),
  ],
  [
    cognitoUserpoolEnforceMfa,
    "codes by SMS alone",
    ["softwareTokenMfaConfiguration is off; set enabled: true", "smsConfiguration is set: codes sent by SMS can be intercepted; remove it"],
    pool({ mfaConfiguration: "ON", smsConfiguration: { externalId: "x", snsCallerArn: "arn:role" } }),
  ],
  [
    cognitoUserpoolEnforceMfa,
    "a passkey that is two factors",
    [],
    pool({
      ...codes,
      signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
      webAuthnConfiguration: { userVerification: "required", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    }),
  ],
  ...(
    [
      ["a passkey of anyone who holds it", { userVerification: "preferred", factorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" }],
      ["a passkey as AWS counts it by default", { userVerification: "required" }],
    ] as const
  ).map(
    ([name, webAuthnConfiguration]) =>
      [
        cognitoUserpoolEnforceMfa,
        name,
        [onlyFactor("WEB_AUTHN")],
        pool({ ...codes, signInPolicy: [{ allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] }], webAuthnConfiguration }),
      ] as const,
  ),
  [
    cognitoUserpoolEnforceMfa,
    "a code by mail in place of a password",
    [onlyFactor("EMAIL_OTP")],
    pool({ ...codes, signInPolicy: { allowedFirstAuthFactors: ["EMAIL_OTP"] } }),
  ],
  [cognitoUserpoolDisallowSelfSignUp, "by who looks after them", [], pool({ adminCreateUserConfig: { allowAdminCreateUserOnly: true } })],
  [cognitoUserpoolDisallowSelfSignUp, "AWS's default", ["adminCreateUserConfig.allowAdminCreateUserOnly is unset; set true"], pool()],
  [cognitoUserpoolConfigurePasswordStrength, "strong", [], pool({ passwordPolicy: { ...strong, temporaryPasswordValidityDays: 3 } })],
  [
    cognitoUserpoolConfigurePasswordStrength,
    "AWS's default",
    [
      "passwordPolicy.minimumLength is unset; set 12 or more",
      "passwordPolicy.passwordHistorySize is unset; set 4 or more",
      ...Object.keys(kinds).map((kind) => `passwordPolicy.${kind} is unset; set true`),
    ],
    pool(),
  ],
  [
    cognitoUserpoolConfigurePasswordStrength,
    "first passwords for a month",
    ["passwordPolicy.temporaryPasswordValidityDays is 30; set 7 or less"],
    pool({ passwordPolicy: [{ ...strong, temporaryPasswordValidityDays: 30 }] }),
  ],
  [
    cognitoUserpoolEnableThreatProtection,
    "enforced",
    [],
    pool({ userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
  ],
  [
    cognitoUserpoolEnableThreatProtection,
    "only watched, in a plan that cannot",
    ["userPoolAddOns.advancedSecurityMode is AUDIT; set ENFORCED", "userPoolTier is LITE, which has no threat protection; set PLUS"],
    pool({ userPoolTier: "LITE", userPoolAddOns: { advancedSecurityMode: "AUDIT" } }),
  ],
  [cognitoUserpoolEnableDeletionProtection, "active", [], pool({ deletionProtection: "ACTIVE" })],
  [
    cognitoUserpoolEnableDeletionProtection,
    "not active",
    ["deletionProtection is INACTIVE; set ACTIVE"],
    pool({ deletionProtection: "INACTIVE" }),
  ],
  [cognitoUserpoolEnableDeletionProtection, "in dev", "notApplicable", ...inStack("shop-dev", pool())],
  [
    cognitoClientConfigureCodeFlow,
    "code and secret",
    [],
    client({ allowedOauthFlows: ["code"], generateSecret: true, preventUserExistenceErrors: "ENABLED" }),
  ],
  [
    cognitoClientConfigureCodeFlow,
    "tokens in addresses, plain passwords, no secret",
    [
      "allowedOauthFlows has implicit; set code only",
      "explicitAuthFlows has ALLOW_USER_PASSWORD_AUTH, which sends passwords in plain text; remove it",
      "generateSecret is off; set true",
      "enableTokenRevocation is false; set true",
      "preventUserExistenceErrors is LEGACY; set ENABLED",
    ],
    client({
      allowedOauthFlows: ["code", "implicit"],
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      enableTokenRevocation: false,
      preventUserExistenceErrors: "LEGACY",
    }),
  ],
]);
