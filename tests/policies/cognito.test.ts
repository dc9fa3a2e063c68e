import { expect, test } from "@jest/globals";
import { cognitoConfigureClient } from "../../policies/cognito/configure-client.ts";
import { cognitoConfigurePasswordPolicy } from "../../policies/cognito/configure-password-policy.ts";
import { cognitoDisallowSelfSignUp } from "../../policies/cognito/disallow-self-sign-up.ts";
import { cognitoEnableDeletionProtection } from "../../policies/cognito/enable-deletion-protection.ts";
import { cognitoEnableThreatProtection } from "../../policies/cognito/enable-threat-protection.ts";
import { cognitoEnforceMfa } from "../../policies/cognito/enforce-mfa.ts";
import { signInControls } from "../../policies/controls/sign-in.ts";
import { lbEnforceSignIn } from "../../policies/lb/enforce-sign-in.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith } from "../stacks/graphs.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { add, change, drop, type Mutation, rework, type Which } from "./mutate.ts";
import { resource, unknown, urnOf } from "./support.ts";

const pool = maker("aws:cognito/userPool:UserPool");
const client = maker("aws:cognito/userPoolClient:UserPoolClient");
const listener = maker("aws:lb/listener:Listener");
const kinds = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true };
const strong = { minimumLength: 12, passwordHistorySize: 4, ...kinds };
const rule = (name: string, priority: number, conditions: readonly object[], actions: readonly object[]) =>
  resource(
    "aws:lb/listenerRule:ListenerRule",
    name,
    { listenerArn: unknown, priority, conditions, actions },
    { propertyDependencies: { listenerArn: [urnOf("aws:lb/listener:Listener", "one")] } },
  );
const paths = (...values: string[]) => ({ pathPattern: { values } });
const forward = { type: "forward" };
const asks = (how: object = {}) => [{ type: "authenticate-oidc", authenticateOidc: { sessionTimeout: 900, ...how } }, forward];
const everywhere = paths("/admin*", "/service.php*");

testCases([
  [cognitoEnforceMfa, "codes from an app", [], pool({ mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } })],
  [
    cognitoEnforceMfa,
    "as people like",
    ["mfaConfiguration is OPTIONAL; set ON"],
    pool({ mfaConfiguration: "OPTIONAL", softwareTokenMfaConfiguration: [{ enabled: true }] }),
  ],
  [
    cognitoEnforceMfa,
    "codes by SMS alone",
    [
      "softwareTokenMfaConfiguration is off; set enabled: true",
      "smsConfiguration is set: codes by SMS can be had from the network; take it out",
    ],
    pool({ mfaConfiguration: "ON", smsConfiguration: { externalId: "x", snsCallerArn: "arn:role" } }),
  ],
  [cognitoDisallowSelfSignUp, "by who looks after them", [], pool({ adminCreateUserConfig: { allowAdminCreateUserOnly: true } })],
  [cognitoDisallowSelfSignUp, "AWS's default", ["adminCreateUserConfig.allowAdminCreateUserOnly is unset; set true"], pool()],
  [cognitoConfigurePasswordPolicy, "strong", [], pool({ passwordPolicy: { ...strong, temporaryPasswordValidityDays: 3 } })],
  [
    cognitoConfigurePasswordPolicy,
    "AWS's default",
    [
      "passwordPolicy.minimumLength is unset; set 12 or more",
      "passwordPolicy.passwordHistorySize is unset; set 4 or more",
      ...Object.keys(kinds).map((kind) => `passwordPolicy.${kind} is unset; set true`),
    ],
    pool(),
  ],
  [
    cognitoConfigurePasswordPolicy,
    "first passwords for a month",
    ["passwordPolicy.temporaryPasswordValidityDays is 30; set 7 or less"],
    pool({ passwordPolicy: [{ ...strong, temporaryPasswordValidityDays: 30 }] }),
  ],
  [cognitoEnableThreatProtection, "enforced", [], pool({ userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "ENFORCED" } })],
  [
    cognitoEnableThreatProtection,
    "only watched, in a plan that cannot",
    ["userPoolAddOns.advancedSecurityMode is AUDIT; set ENFORCED", "userPoolTier is LITE, which has no threat protection; set PLUS"],
    pool({ userPoolTier: "LITE", userPoolAddOns: { advancedSecurityMode: "AUDIT" } }),
  ],
  [cognitoEnableDeletionProtection, "active", [], pool({ deletionProtection: "ACTIVE" })],
  [cognitoEnableDeletionProtection, "not active", ["deletionProtection is INACTIVE; set ACTIVE"], pool({ deletionProtection: "INACTIVE" })],
  [cognitoEnableDeletionProtection, "in dev", "notApplicable", ...inStack("shop-dev", pool())],
  [
    cognitoConfigureClient,
    "code and secret",
    [],
    client({ allowedOauthFlows: ["code"], generateSecret: true, preventUserExistenceErrors: "ENABLED" }),
  ],
  [
    cognitoConfigureClient,
    "tokens in addresses, plain passwords, no secret",
    [
      "allowedOauthFlows has implicit; set code alone",
      "explicitAuthFlows has ALLOW_USER_PASSWORD_AUTH, which sends passwords as they are; take it out",
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
  [lbEnforceSignIn, "nobody is asked", "notApplicable", listener()],
  [lbEnforceSignIn, "everybody is asked", [], listener(), rule("ask", 1, [everywhere], asks())],
  [
    lbEnforceSignIn,
    "the store itself passes",
    [],
    listener(),
    rule("own", 1, [paths("/service.php*"), { sourceIp: { values: [unknown] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbEnforceSignIn,
    "anybody passes",
    [
      "/service.php is forwarded by own, without a sign-in; ask for one there",
      "/service.php/auth is forwarded by own, without a sign-in; ask for one there",
    ],
    listener(),
    rule("own", 1, [paths("/service.php*"), { sourceIp: { values: ["0.0.0.0/0"] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbEnforceSignIn,
    "who says so passes",
    ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"].map(
      (path) => `${path} is forwarded by own, without a sign-in; ask for one there`,
    ),
    listener(),
    rule("own", 1, [{ httpHeader: { httpHeaderName: "x-trust-me", values: ["yes"] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbEnforceSignIn,
    "only a name is asked",
    ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"].map(
      (path) => `${path} is taken by no rule, without a sign-in; ask for one there`,
    ),
    listener(),
    rule("ask", 2, [{ hostHeader: { values: ["office.example.com"] } }], asks()),
  ],
  [
    lbEnforceSignIn,
    "who is not signed in is let in, for a week",
    [
      "ask lets in who is not signed in; set onUnauthenticatedRequest: authenticate",
      "ask keeps a sign-in for 604800 seconds; set sessionTimeout: 43200 or less",
    ],
    listener(),
    rule("ask", 2, [everywhere], asks({ sessionTimeout: undefined, onUnauthenticatedRequest: "allow" })),
  ],
]);

const prod = await graphWith("demo-prod");
const own = policies.filter(({ name }) => name in signInControls);
const reported = (graph: readonly ExportedResource[]) =>
  evaluate(own, stackOf(graph)).flatMap(({ policy, violations, faults }) => {
    if (faults[0]) throw faults[0].error;
    return violations.map(({ message }) => `${signInControls[policy.name]?.join()} ${message}`);
  });
const poolType = "aws:cognito/userPool:UserPool";
const clientType = "aws:cognito/userPoolClient:UserPoolClient";
const at = (name: string): Which => ["aws:lb/listenerRule:ListenerRule", `sign-in-${name}`];

test("demo-prod has no violation", () => {
  expect(reported(prod)).toEqual([]);
});

const mutations: readonly [control: string, what: string, Mutation][] = [
  ["COG-01", "a second factor for who wants one", change(poolType, { mfaConfiguration: "OPTIONAL" })],
  ["COG-02", "anybody registers", change(poolType, { adminCreateUserConfig: { allowAdminCreateUserOnly: false } })],
  ["COG-03", "short passwords", change(poolType, { passwordPolicy: { ...strong, minimumLength: 8 } })],
  ["COG-04", "a cheaper plan", change(poolType, { userPoolTier: "ESSENTIALS" })],
  ["COG-05", "tokens in addresses", change(clientType, { allowedOauthFlows: ["implicit"] })],
  ["COG-06", "a pool that can be deleted", change(poolType, { deletionProtection: "INACTIVE" })],
  ["ALB-12", "no rule for the folder", drop(at("at-admin"))],
  ["ALB-12", "no rule for the service tool", drop(at("at-service"))],
  ["ALB-12", "a rule that asks nobody", change(at("at-admin"), { actions: [forward] })],
  ["ALB-12", "a way round for everybody", rework(at("own-service"), "conditions", () => [paths("/service.php*")])],
  ["ALB-12", "calls in the background forwarded", rework(at("background-at-admin"), "actions", () => [forward])],
  [
    "ALB-12",
    "a rule that comes first",
    add(
      "aws:lb/listenerRule:ListenerRule",
      { priority: 1, conditions: [paths("/admin/*")], actions: [forward] },
      {
        listenerArn: ["aws:lb/listener:Listener", "edge-https"],
      },
    ),
  ],
];

test.each(mutations)("%s: %s is reported", (control, _what, mutate) => {
  expect(reported(mutate(prod)).filter((line) => line.startsWith(`${control} `))).not.toEqual([]);
});

test("every control of this part is broken once", () => {
  const broken = new Set(mutations.map(([control]) => control));
  expect([...new Set(Object.values(signInControls).flat())].filter((control) => !broken.has(control))).toEqual([]);
});
