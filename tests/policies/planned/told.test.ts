import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isRecord } from "../../../domain/values.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";
import { graphWith } from "../../stacks/graphs.ts";
import { Analyzer } from "../analyzer.ts";
import { add, change, drop, type Mutation, rework, several, type Which } from "../mutate.ts";
import {
  acl,
  answersTo,
  domains,
  found,
  graphOf,
  guard,
  lines,
  listenerRule,
  never,
  ofRules,
  ours,
  records,
  ruleNames,
  set,
  sweepType,
} from "./planned.ts";

const snapshots: Which = ["aws:backup/plan:Plan", "backup-snapshots"];

type Told = readonly [control: string, what: string, words: string, mutate: Mutation];

/** Told by the policy of a control, in a sentence that has these words. */
const others: readonly [Told, ...Told[]] = [
  ["G36", "the guard is gone", "is missing, so that failed logins", drop(guard)],
  [
    "G36",
    "thresholds of a million",
    "GUARD_THRESHOLDS",
    withVariable("GUARD_THRESHOLDS", JSON.stringify({ address: { attempts: 1_000_000 } })),
  ],
  ["G36", "other sets", "GUARD_SETS", withVariable("GUARD_SETS", '{"ipv4":{"name":"other","id":"x"}}')],
  ["G36", "a variable more", "NODE_OPTIONS", withVariable("NODE_OPTIONS", "--require=/tmp/x")],
  ["G36", "a guard that never runs", "reservedConcurrentExecutions", change(guard, { reservedConcurrentExecutions: 0 })],
  [
    "G36",
    "a guard that hears nothing",
    "receives no logins",
    drop(["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "login-guard"]),
  ],
  [
    "G36",
    "a guard that hears less",
    "filterPattern",
    change(["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "login-guard"], { filterPattern: '{ $.outcome = "never" }' }),
  ],
  ["G36", "no reminders", "reminders", drop(["aws:lambda/eventSourceMapping:EventSourceMapping", "login-guard"])],
  ["G36", "a sweep each day", "rate(1 day)", change([sweepType, "login-guard-sweep"], { scheduleExpression: "rate(1 day)" })],
  ["G36", "a sweep that is off", "DISABLED", change([sweepType, "login-guard-sweep"], { state: "DISABLED" })],
  [
    "G36",
    "a stranger who is never blocked",
    "198.18.0.0/24",
    rework(["aws:dynamodb/tableItem:TableItem", "login-guard-allowed"], "item", (item) =>
      String(item).replace('"[', '"[\\"198.18.0.0/24\\",'),
    ),
  ],
  ["G36", "no list of exceptions", "exempt addresses is missing", drop(["aws:dynamodb/tableItem:TableItem", "login-guard-allowed"])],
  [
    "NET-41",
    "names that resolve when DNS fails",
    "firewallFailOpen",
    change("aws:route53/resolverFirewallConfig:ResolverFirewallConfig", { firewallFailOpen: "ENABLED" }),
  ],
  [
    "COG-40",
    "one administrator more",
    "mallory@example.com",
    add("aws:cognito/user:User", { username: "mallory@example.com" }, { userPoolId: "aws:cognito/userPool:UserPool" }),
  ],
  [
    "COG-40",
    "a manager who administers",
    "roles",
    change(["aws:cognito/userInGroup:UserInGroup", "admin-sign-in-staff-grace@example.com"], { groupName: "administrator" }),
  ],
  [
    "COG-40",
    "a trigger of the sign-in",
    "lambdaConfig",
    change("aws:cognito/userPool:UserPool", { lambdaConfig: { preTokenGeneration: "arn:x" } }),
  ],
  [
    "COG-40",
    "a client with a way of the API",
    "explicitAuthFlows",
    change("aws:cognito/userPoolClient:UserPoolClient", { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }),
  ],
  ["WAF-41", "what is not blocked by default", "defaultAction", change(acl, { defaultAction: { count: {} } })],
  [
    "WAF-41",
    "an answer that holds for ever",
    "immunityTime",
    change(acl, { captchaConfig: { immunityTimeProperty: { immunityTime: 259_200 } } }),
  ],
  [
    "WAF-41",
    "a rule that allows in front",
    "friends",
    rework(acl, "rules", (rules) => [...records(rules), { name: "friends", priority: 1, action: { allow: {} }, statement: never }]),
  ],
  [
    "WAF-42",
    "one office more",
    "198.18.0.0/24",
    rework([set, "firewall-staff-ipv4"], "addresses", (list) => [...[list].flat(), "198.18.0.0/24"]),
  ],
  ["ALB-40", "a place without a sign-in", "sign-in-at-admin is missing", drop([listenerRule, "sign-in-at-admin"])],
  [
    "NET-41",
    "a stranger's name",
    "evil.example.",
    rework([domains, "dns-firewall-allowed"], "domains", (list) => [...[list].flat(), "evil.example."]),
  ],
  [
    "BKP-40",
    "daily backups that are gone after a week",
    "rules.0.lifecycle.deleteAfter is 7",
    rework(snapshots, "rules", (rules) => records(rules).map((rule, at) => (at === 0 ? { ...rule, lifecycle: { deleteAfter: 7 } } : rule))),
  ],
  ["BKP-40", "no monthly backups", "the rule monthly is missing", rework(snapshots, "rules", (rules) => records(rules).slice(0, 2))],
  [
    "BKP-40",
    "daily backups each month",
    "make daily backups",
    rework(snapshots, "rules", (rules) => records(rules).map((rule) => ({ ...rule, schedule: "cron(0 5 1 * ? *)" }))),
  ],
  [
    "BKP-40",
    "weekly backups that stay at home",
    "copyActions has 0 vaults",
    rework(snapshots, "rules", (rules) => records(rules).map((rule, at) => (at === 1 ? { ...rule, copyActions: [] } : rule))),
  ],
  ["G35", "an output that is taken away", "the output intended", change("pulumi:pulumi:Stack", { intended: undefined })],
];

test.each(others)("%s: %s", (control, _, words, mutate) => {
  expect(answersTo(control, mutate(graphOf("demo-prod")))).toContain(words);
});

const groups = "aws:networkfirewall/ruleGroup:RuleGroup";
const packetPolicy = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const inPolicy = (more: object): Mutation =>
  rework(packetPolicy, "firewallPolicy", (value) => ({ ...(isRecord(value) && value), ...more }));

test.each<Told>([
  ["NET-42", "passes unseen", "statelessDefaultActions", inPolicy({ statelessDefaultActions: ["aws:pass"] })],
  ["NET-42", "passes what no rule names", "statefulDefaultActions", inPolicy({ statefulDefaultActions: ["aws:alert_established"] })],
  [
    "NET-42",
    "lets pass where it cannot tell",
    "streamExceptionPolicy",
    inPolicy({ statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "CONTINUE" } }),
  ],
  [
    "NET-42",
    "has a group more",
    "statelessRuleGroupReferences",
    inPolicy({ statelessRuleGroupReferences: [{ resourceArn: "arn:x", priority: 1 }] }),
  ],
  [
    "NET-42",
    "has a stranger's name",
    ".evil.example",
    rework(groups, "ruleGroup", (value) => JSON.parse(JSON.stringify(value).replace('"targets":[', '"targets":[".evil.example",'))),
  ],
  [
    "NET-42",
    "has rules that pass",
    "are not in the settings",
    add(groups, { type: "STATEFUL", rules: "pass ip any any -> any any (sid:1;)" }),
  ],
  ["NET-42", "is gone", "which the settings require, is missing", drop("aws:networkfirewall/firewall:Firewall")],
])("%s: a network firewall that %s", (control, _, words, mutate) => {
  expect(answersTo(control, mutate(graphOf("everything")))).toContain(words);
});

test("what is off by the settings is neither a violation nor a claim", async () => {
  const verdict = found(await graphWith("demo-dev"));
  const silent = Object.entries(verdict.policies).flatMap(([name, looked]) => (looked === 0 ? [name] : []));
  expect(verdict.violations).toEqual([]);
  expect(silent).toEqual(
    expect.arrayContaining([
      "aws-lb-listener-enforce-planned-sign-in",
      "aws-cognito-userpool-enforce-planned-staff",
      "aws-vpc-network-enforce-planned-firewall",
    ]),
  );
});

test("of another program nothing is asked and nothing is claimed", () => {
  const theirs = graphOf("demo-prod")
    .filter(({ type }) => !type.startsWith("xcart-hosting:"))
    .map((one) => ({ ...one, urn: one.urn.replace("::xcart-hosting::", "::theirs::") }));
  const verdict = found(theirs.map((one) => (one.type === "pulumi:pulumi:Stack" ? { ...one, outputs: {} } : one)));
  expect([verdict.violations, Object.values(verdict.policies).reduce((sum, looked) => sum + looked, 0)]).toEqual([[], 0]);
});

describe("under the engine", () => {
  let pack: Analyzer;
  beforeAll(async () => {
    pack = await Analyzer.start();
  });
  afterAll(() => pack.stop());

  const names = new Set(ours.map(({ name }) => name));
  const heard = async (graph: readonly ExportedResource[]) =>
    (await pack.analyze(graph))
      .getDiagnosticsList()
      .filter((one) => names.has(one.getPolicyname()))
      .map((one) => `${one.getPolicyname()} ${one.getMessage().replace(`${one.getDescription()}\n`, "")}`)
      .sort();

  test("the same is said of all these changes", async () => {
    const graph = graphOf("demo-prod");
    const rules = ruleNames(graph).map((name, at) => (ofRules[at % ofRules.length]?.[1] ?? ofRules[0][1])(name));
    const [[, , , gone], ...more] = others;
    const rest = more.map(([, , , mutate]) => mutate);
    const said = several(...rules, ...rest.slice(0, -1))(graph);
    expect(lines(said).length).toBeGreaterThan(60);
    for (const changed of [said, ...[gone, ...rest.slice(-1)].map((mutate) => mutate(graph))])
      expect(await heard(changed)).toEqual(lines(changed).sort());
  });

  test("a preview that does not know the rules says neither", async () => {
    const unknown = change(acl, { rules: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })(graphOf("demo-prod"));
    expect(await heard(unknown)).toEqual([]);
    expect(found(unknown).unknown.map(({ policy }) => policy)).toEqual(["aws-wafv2-webacl-enforce-planned-rules"]);
  });
});

/** A variable of the guard's environment. */
function withVariable(name: string, value: string): Mutation {
  return rework(guard, "environment", (given) => {
    const variables = isRecord(given) && isRecord(given.variables) ? given.variables : {};
    return { variables: { ...variables, [name]: value } };
  });
}
