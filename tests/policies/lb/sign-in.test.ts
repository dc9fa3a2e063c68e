import { expect, test } from "@jest/globals";
import { keysOf } from "../../../policies/catalogue.ts";
import { lbListenerEnforceSignIn } from "../../../policies/lb/listener-enforce-sign-in.ts";
import { evaluate } from "../../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../../policies/model/graph.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { maker, testCases } from "../data-cases.ts";
import { add, change, drop, type Mutation, rework, type Which } from "../mutate.ts";
import { policiesOf, resource, unknown, urnOf } from "../support.ts";

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
const prod = await graphWith("demo-prod");
const own = [...policiesOf("cognito"), lbListenerEnforceSignIn];
const reported = (graph: readonly ExportedResource[]) =>
  evaluate(own, stackOf(graph)).flatMap(({ policy, violations, faults }) => {
    if (faults[0]) throw faults[0].error;
    return violations.map(({ message }) => `${keysOf(policy).join()} ${message}`);
  });
const poolType = "aws:cognito/userPool:UserPool";
const clientType = "aws:cognito/userPoolClient:UserPoolClient";
const at = (name: string): Which => ["aws:lb/listenerRule:ListenerRule", `sign-in-${name}`];
const mutations: readonly [control: string, what: string, Mutation][] = [
  ["COG-01", "a second factor for who wants one", change(poolType, { mfaConfiguration: "OPTIONAL" })],
  ["COG-02", "anyone registers", change(poolType, { adminCreateUserConfig: { allowAdminCreateUserOnly: false } })],
  ["COG-03", "short passwords", change(poolType, { passwordPolicy: { ...strong, minimumLength: 8 } })],
  ["COG-04", "a cheaper plan", change(poolType, { userPoolTier: "ESSENTIALS" })],
  ["COG-05", "tokens in addresses", change(clientType, { allowedOauthFlows: ["implicit"] })],
  ["COG-06", "a pool that can be deleted", change(poolType, { deletionProtection: "INACTIVE" })],
  ["ALB-12", "no rule for the folder", drop(at("at-admin"))],
  ["ALB-12", "no rule for the service tool", drop(at("at-service"))],
  ["ALB-12", "a rule that asks no one", change(at("at-admin"), { actions: [forward] })],
  ["ALB-12", "a way round for everyone", rework(at("own-service"), "conditions", () => [paths("/service.php*")])],
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

testCases([
  [lbListenerEnforceSignIn, "no one is asked", "notApplicable", listener()],
  [lbListenerEnforceSignIn, "everyone is asked", [], listener(), rule("ask", 1, [everywhere], asks())],
  [
    lbListenerEnforceSignIn,
    "the store itself passes",
    [],
    listener(),
    rule("own", 1, [paths("/service.php*"), { sourceIp: { values: [unknown] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbListenerEnforceSignIn,
    "anyone passes",
    [
      "/service.php is forwarded by own, without a sign-in; require one there",
      "/service.php/auth is forwarded by own, without a sign-in; require one there",
    ],
    listener(),
    rule("own", 1, [paths("/service.php*"), { sourceIp: { values: ["0.0.0.0/0"] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbListenerEnforceSignIn,
    "who says so passes",
    ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"].map(
      (path) => `${path} is forwarded by own, without a sign-in; require one there`,
    ),
    listener(),
    rule("own", 1, [{ httpHeader: { httpHeaderName: "x-trust-me", values: ["yes"] } }], [forward]),
    rule("ask", 2, [everywhere], asks()),
  ],
  [
    lbListenerEnforceSignIn,
    "only a name is asked",
    ["/admin", "/admin/", "/admin.php", "/service.php", "/service.php/auth"].map(
      (path) => `${path} is matched by no rule, without a sign-in; require one there`,
    ),
    listener(),
    rule("ask", 2, [{ hostHeader: { values: ["office.example.com"] } }], asks()),
  ],
  [
    lbListenerEnforceSignIn,
    "who is not signed in is let in, for a week",
    [
      "ask allows requests without a sign-in; set onUnauthenticatedRequest: authenticate",
      "ask keeps a sign-in for 604800 seconds; set sessionTimeout: 43200 or less",
    ],
    listener(),
    rule("ask", 2, [everywhere], asks({ sessionTimeout: undefined, onUnauthenticatedRequest: "allow" })),
  ],
]);

test("demo-prod has no violation", () => {
  expect(reported(prod)).toEqual([]);
});

test.each(mutations)("%s: %s is reported", (control, _what, mutate) => {
  expect(reported(mutate(prod)).filter((line) => line.startsWith(`${control} `))).not.toEqual([]);
});
