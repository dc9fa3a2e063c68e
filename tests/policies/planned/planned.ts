import { verdictOn } from "../../../cli/check/verdict.ts";
import { isRecord } from "../../../domain/values.ts";
import { keysOf } from "../../../policies/catalogue.ts";
import { evaluate } from "../../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../../policies/model/graph.ts";
import { policies } from "../../../policies/pack.ts";
import { graphWith, section } from "../../stacks/graphs.ts";
import { isOf, type Mutation, rework, type Which } from "../mutate.ts";

/** The policies that hold a store against its settings; the others have tests of their own. */
export const ours = policies.filter(({ name }) => name.includes("-planned-") || name === "aws-pulumi-stack-missing-intended");

export const acl: Which = "aws:wafv2/webAcl:WebAcl";
export const set = "aws:wafv2/ipSet:IpSet";
export const listenerRule = "aws:lb/listenerRule:ListenerRule";
export const domains = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
export const nameRule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
export const guard: Which = ["aws:lambda/function:Function", "login-guard"];
export const sweepType = "aws:scheduler/schedule:Schedule";

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

/** The graph of demo-prod, and of one with everything. */
export const wholes: ReadonlyMap<string, readonly ExportedResource[]> = new Map([
  ["demo-prod", await graphWith("demo-prod")],
  ["everything", await graphWith("demo-prod", everything())],
]);
const graphs = new Map([...wholes].map(([name, graph]) => [name, askedAbout(graph)]));

/** What these policies look at, found by asking them: a sixth of a store, and of the time. */
function askedAbout(graph: readonly ExportedResource[]): ExportedResource[] {
  const stack = stackOf(graph);
  evaluate(ours, stack);
  return graph.filter(({ type }) => type.startsWith("pulumi:") || type.startsWith("xcart-hosting:") || stack.isAsked(type));
}

export const graphOf = (name: string): readonly ExportedResource[] => graphs.get(name) ?? [];
export const found = (graph: readonly ExportedResource[]) => verdictOn(graph, { stack: "any", file: "any", policies: ours });
export const lines = (graph: readonly ExportedResource[]) => found(graph).violations.map(({ policy, message }) => `${policy} ${message}`);
/** What the policies of a control say. */
export function answersTo(control: string, graph: readonly ExportedResource[]): string {
  const names = ours.filter((policy) => keysOf(policy).includes(control)).map(({ name }) => name);
  return lines(graph)
    .filter((line) => names.some((name) => line.startsWith(name)))
    .join("\n");
}
export const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

export const ruleNames = (graph: readonly ExportedResource[]) =>
  graph.filter((one) => isOf(one, acl)).flatMap(({ outputs }) => records(outputs?.rules).map(({ name }) => String(name)));

/** One rule of the web ACL made into another, or taken away. */
export const withRule = (name: string, by: (rule: Record<string, unknown>) => Record<string, unknown>[]): Mutation =>
  rework(acl, "rules", (rules) => records(rules).flatMap((rule) => (rule.name === name ? by(rule) : [rule])));

export const never = { byteMatchStatement: { searchString: "/never", positionalConstraint: "EXACTLY", fieldToMatch: { uriPath: {} } } };

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

export const ofRules: readonly [OfRule, ...OfRule[]] = [
  ["removed", (name) => withRule(name, () => [])],
  ["moved to the end", (name) => withRule(name, (rule) => [{ ...rule, priority: 5000 }])],
  ["narrowed", (name) => withRule(name, (rule) => [{ ...rule, statement: narrowed(rule.statement) }])],
  ["made to allow", (name) => withRule(name, (rule) => [{ ...rule, action: name === "scanner-allow" ? { count: {} } : { allow: {} } }])],
];
