import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import { isRecord } from "../../domain/values.ts";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith, section } from "../stacks/graphs.ts";
import { Analyzer } from "./analyzer.ts";
import { add, change, drop, isOf, type Mutation, rework, several, type Which } from "./mutate.ts";

/** The policies that hold a store against its settings; the others have tests of their own. */
const ours = policies.filter(({ name }) => name.includes("-planned-") || name === "aws-pulumi-stack-missing-intended");

const acl: Which = "aws:wafv2/webAcl:WebAcl";
const set = "aws:wafv2/ipSet:IpSet";
const listenerRule = "aws:lb/listenerRule:ListenerRule";
const domains = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const nameRule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const guard: Which = ["aws:lambda/function:Function", "login-guard"];
const sweepType = "aws:scheduler/schedule:Schedule";

const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

/** Firewall, sign-in, names and network firewall with every option that a plan follows from. */
const everything = () => ({
  network: { ...section("demo-prod", "network"), egress: "network-firewall", allowedHosts: ["api.example.net", "*.example.org"] },
  firewall: {
    ...section("demo-prod", "firewall"),
    capacity: 2000,
    admin: { addresses: ["203.0.113.0/26"], host: "www.shop.example.com" },
    api: { addresses: ["192.0.2.64/28"], reason: "The warehouse asks for orders" },
    integrations: [{ name: "Shipping", targets: ["ship_station"], addresses: ["192.0.2.128/28"], reason: "Prints the labels of parcels" }],
    blockedAgents: ["evilbot"],
    blockedAsns: [64500],
    blockedPaths: ["^/secret"],
    bots: { level: "targeted", aiCrawlers: "limit" },
    groups: { linux: true },
    actions: { "anonymous-ip": { action: "count", reason: "Tried out before the season", until: inAWeek } },
  },
});

test("these are the policies that hold a store against its settings", () => {
  expect(ours.map(({ name }) => name).sort()).toEqual([
    "aws-cognito-userpool-enforce-planned-staff",
    "aws-lambda-function-enforce-planned-login-guard",
    "aws-lb-listener-enforce-planned-sign-in",
    "aws-pulumi-stack-missing-intended",
    "aws-vpc-network-enforce-planned-firewall",
    "aws-vpc-network-enforce-planned-names",
    "aws-wafv2-ipset-enforce-planned-addresses",
    "aws-wafv2-webacl-enforce-planned-rules",
  ]);
});

const wholes = new Map<string, readonly ExportedResource[]>();
const graphs = new Map<string, readonly ExportedResource[]>();
beforeAll(async () => {
  wholes.set("demo-prod", await graphWith("demo-prod"));
  wholes.set("everything", await graphWith("demo-prod", everything()));
  for (const [name, graph] of wholes) graphs.set(name, askedAbout(graph));
});

/** What these policies look at, found by asking them: a sixth of a store, and of the time. */
function askedAbout(graph: readonly ExportedResource[]): ExportedResource[] {
  const stack = stackOf(graph);
  evaluate(ours, stack);
  return graph.filter(({ type }) => type.startsWith("pulumi:") || type.startsWith("xcart-hosting:") || stack.isAsked(type));
}

const graphOf = (name: string): readonly ExportedResource[] => graphs.get(name) ?? [];
const found = (graph: readonly ExportedResource[]) => verdictOn(graph, { stack: "any", file: "any", policies: ours });
const lines = (graph: readonly ExportedResource[]) => found(graph).violations.map(({ policy, message }) => `${policy} ${message}`);
/** What the policies of a control say. */
function answersTo(control: string, graph: readonly ExportedResource[]): string {
  const names = ours.filter((policy) => keysOf(policy).includes(control)).map(({ name }) => name);
  return lines(graph)
    .filter((line) => names.some((name) => line.startsWith(name)))
    .join("\n");
}
const nameOf = ({ urn }: ExportedResource): string => urn.slice(urn.lastIndexOf("::") + 2);
const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const ruleNames = (graph: readonly ExportedResource[]) =>
  graph.filter((one) => isOf(one, acl)).flatMap(({ outputs }) => records(outputs?.rules).map(({ name }) => String(name)));

/** One rule of the web ACL made into another, or taken away. */
const withRule = (name: string, by: (rule: Record<string, unknown>) => Record<string, unknown>[]): Mutation =>
  rework(acl, "rules", (rules) => records(rules).flatMap((rule) => (rule.name === name ? by(rule) : [rule])));

const never = { byteMatchStatement: { searchString: "/never", positionalConstraint: "EXACTLY", fieldToMatch: { uriPath: {} } } };

/** A statement that matches less: of a rate and a group, what is looked at. */
function narrowed(statement: unknown): Record<string, unknown> {
  const given = isRecord(statement) ? statement : {};
  for (const kind of ["rateBasedStatement", "managedRuleGroupStatement"]) {
    const inner = given[kind];
    if (isRecord(inner)) return { [kind]: { ...inner, scopeDownStatement: never } };
  }
  return { andStatement: { statements: [given, never] } };
}

type OfRule = readonly [what: string, mutate: (name: string) => Mutation];

const ofRules: readonly [OfRule, ...OfRule[]] = [
  ["removed", (name) => withRule(name, () => [])],
  ["moved to the end", (name) => withRule(name, (rule) => [{ ...rule, priority: 5000 }])],
  ["narrowed", (name) => withRule(name, (rule) => [{ ...rule, statement: narrowed(rule.statement) }])],
  ["made to allow", (name) => withRule(name, (rule) => [{ ...rule, action: name === "scanner-allow" ? { count: {} } : { allow: {} } }])],
];

describe.each(["demo-prod", "everything"])("%s", (of) => {
  test("as it is, nothing differs, nothing is unknown, and each policy looked", () => {
    const verdict = found(wholes.get(of) ?? []);
    expect(found(graphOf(of)).policies).toEqual(verdict.policies);
    expect([verdict.violations, verdict.unknown, verdict.faults]).toEqual([[], [], []]);
    const silent = of === "everything" ? [] : ["aws-vpc-network-enforce-planned-firewall"];
    expect(Object.entries(verdict.policies).flatMap(([name, looked]) => (looked === 0 && !name.includes("waiver") ? [name] : []))).toEqual(
      silent,
    );
  });

  test.each(ofRules)("each rule of the web ACL %s is named", (_, mutate) => {
    const graph = graphOf(of);
    const names = ruleNames(graph);
    expect(names.length).toBeGreaterThan(35);
    const said = lines(several(...names.map(mutate))(graph));
    const unnamed = names.filter((name) => !said.some((line) => line.includes(`the rule ${name}`)));
    expect(unnamed).toEqual([]);
  });

  test("each rate that is raised, and each rule of a group that is made to count, is named", () => {
    const graph = graphOf(of);
    const raise = (rule: Record<string, unknown>, kind: string, more: object) => {
      const inner = isRecord(rule.statement) ? rule.statement[kind] : undefined;
      return isRecord(inner) ? [{ ...rule, statement: { [kind]: { ...inner, ...more } } }] : undefined;
    };
    const excluded = { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { allow: {} } }] };
    const weaker = (rule: Record<string, unknown>) =>
      raise(rule, "rateBasedStatement", { limit: 1_000_000 }) ?? raise(rule, "managedRuleGroupStatement", excluded);
    const rules = graph.filter((one) => isOf(one, acl)).flatMap(({ outputs }) => records(outputs?.rules));
    const changed = rules.filter((rule) => weaker(rule) !== undefined).map(({ name }) => String(name));
    expect(changed.length).toBeGreaterThan(10);
    const unnamed = changed.filter(
      (name) => !lines(withRule(name, (rule) => weaker(rule) ?? [])(graph)).some((line) => line.includes(name)),
    );
    expect(unnamed).toEqual([]);
  });

  test("each list of addresses with a stranger's, and each list but the guard's that is emptied, is named", () => {
    // Functions write the guard's lists and the visits'.
    const graph = graphOf(of);
    const sets = graph.filter((one) => isOf(one, set) && !/^guard-|visit/.test(nameOf(one))).map(nameOf);
    const more = sets.map((name) => rework([set, name], "addresses", (list) => [...[list].flat(), "198.18.0.0/24"]));
    // That of visits is empty but for the minutes of one.
    const emptied = sets
      .filter((name) => !name.includes("monitor") && !name.startsWith("visit-"))
      .map((name) => change([set, name], { addresses: [] }));
    for (const mutate of [...more, ...emptied]) expect(lines(mutate(graph))).toHaveLength(1);
  });

  test("each rule of the sign-in that is removed, moved, widened or lets people past is named", () => {
    const graph = graphOf(of);
    const rules = graph.filter((one) => isOf(one, listenerRule)).map(nameOf);
    expect(rules.length).toBeGreaterThanOrEqual(6);
    const changes = (name: string): Mutation[] => [
      drop([listenerRule, name]),
      change([listenerRule, name], { priority: 900 }),
      rework([listenerRule, name], "conditions", (list) => [
        ...records(list),
        { httpHeader: { httpHeaderName: "X-Never", values: ["1"] } },
      ]),
      rework([listenerRule, name], "actions", (list) =>
        records(list).filter(({ type }) => name.endsWith("own-service") !== (type === "forward")),
      ),
    ];
    for (const name of rules) for (const mutate of changes(name)) expect(lines(mutate(graph)).join()).toContain(name);
  });

  test("each list and rule of names that is weakened is named", () => {
    const graph = graphOf(of);
    const lists = graph.filter((one) => isOf(one, domains)).map(nameOf);
    const rules = graph.filter((one) => isOf(one, nameRule)).map(nameOf);
    expect([lists.length, rules.length]).toEqual([5, 5]);
    for (const name of lists.filter((one) => !/everything|shared/.test(one)))
      for (const stranger of ["evil.example.", "*.", "*.com."])
        expect(lines(rework([domains, name], "domains", (list) => [...[list].flat(), stranger])(graph)).join()).toContain(name);
    for (const name of lists.filter((one) => /everything|shared/.test(one)))
      expect(lines(change([domains, name], { domains: ["one.example."] })(graph)).join()).toContain(name);
    for (const name of rules) {
      const weaker = name.includes("allow") ? { firewallDomainRedirectionAction: "" } : { action: "ALERT" };
      for (const mutate of [drop([nameRule, name]), change([nameRule, name], { priority: 99 }), change([nameRule, name], weaker)])
        expect(lines(mutate(graph)).length).toBeGreaterThan(0);
    }
  });
});

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
