import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, isTrue, UnknownValue } from "../model/values.ts";

export const webAclType = "aws:wafv2/webAcl:WebAcl";
export const ruleGroupType = "aws:wafv2/ruleGroup:RuleGroup";
export const ipSetType = "aws:wafv2/ipSet:IpSet";
const associatedType = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation";
const aloneType = "aws:wafv2/webAclRule:WebAclRule";

/** Properties that may contain rules, JSON first: a state has both. */
const ruleProperties = ["ruleJson", "rulesJson", "rules"];

type Fields = Readonly<Record<string, unknown>>;

/** One rule of a web ACL or rule group, from properties or from AWS's own JSON. */
export interface WafRule {
  readonly name: string;
  readonly priority: number;
  /** Its own action: `block`, `allow`, `count`, `captcha`, `challenge`; undefined if a group decides, or it has none. */
  readonly action: string | undefined;
  /** Override of a group's decisions: `none` keeps them, `count` does not. */
  readonly override: string | undefined;
  readonly statement: Fields;
  /** Labels that it adds to matching requests. */
  readonly labels: readonly string[];
  readonly hasMetrics: boolean;
  /** The raw rule, for the properties not listed here. */
  readonly source: Resource;
}

/** The rules of a web ACL or rule group in the order in which AWS asks them, those given as JSON or as resources of their own too. */
export function rulesOf(holder: Resource, stack: Stack): WafRule[] {
  const property = ruleProperties.find((candidate) => holder.has(candidate));
  const given = property ? holder.get(property) : [];
  const listed = typeof given === "string" ? parse(holder, property ?? "", given) : given;
  const inline = asList(listed).map((rule) => toRule(camel(rule), holder));
  const apart = stack
    .referring(holder, "webAclArn", [associatedType, aloneType])
    .map((resource) => toRule(camel(associated(resource)), resource));
  return [...inline, ...apart].sort((a, b) => a.priority - b.priority);
}

function parse(holder: Resource, property: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnknownValue(`${holder.name}.${property}`);
  }
}

/** A rule group that is added to a web ACL from outside, written as a rule of it. */
function associated(resource: Resource): unknown {
  if (resource.type === aloneType) return resource.properties;
  const { ruleName, priority, overrideAction, managedRuleGroup, ruleGroupReference } = resource.properties;
  return {
    name: ruleName,
    priority,
    overrideAction: { [String(overrideAction ?? "none")]: {} },
    statement: { managedRuleGroupStatement: managedRuleGroup, ruleGroupReferenceStatement: ruleGroupReference },
    visibilityConfig: { cloudwatchMetricsEnabled: true },
  };
}

function toRule(rule: unknown, source: Resource): WafRule {
  const fields: Fields = isRecord(rule) ? rule : {};
  if (isUnknown(rule)) throw new UnknownValue("rules");
  const { cloudwatchMetricsEnabled, cloudWatchMetricsEnabled } = first(fields.visibilityConfig);
  return {
    name: String(fields.name ?? ""),
    priority: Number(fields.priority ?? 0),
    action: keyOf(fields.action),
    override: keyOf(fields.overrideAction),
    statement: first(fields.statement),
    labels: asList(fields.ruleLabels)
      .filter(isRecord)
      .map(({ name }) => String(name)),
    hasMetrics: isTrue(cloudwatchMetricsEnabled ?? cloudWatchMetricsEnabled),
    source,
  };
}

const first = (value: unknown): Fields => asList(value).find(isRecord) ?? {};

const keyOf = (action: unknown): string | undefined =>
  Object.entries(first(action)).find(([, value]) => value !== undefined && value !== null)?.[0];

/** AWS's JSON begins its names with a capital, Pulumi's properties do not. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), camel(inner)]));
}

/** All statements of a kind in a rule's, however deep: `rateBasedStatement`. */
export function statements(of: unknown, kind: string): Fields[] {
  if (Array.isArray(of)) return of.flatMap((element) => statements(element, kind));
  if (!isRecord(of)) return [];
  return Object.entries(of).flatMap(([key, value]) => [
    ...(key === kind ? asList(value).filter(isRecord) : []),
    ...statements(value, kind),
  ]);
}

export const managedGroups = (rule: WafRule): string[] =>
  statements(rule.statement, "managedRuleGroupStatement").flatMap(({ name }) => (typeof name === "string" ? [name] : []));

/** A web ACL's rules, with those of the stack's own rule groups in the groups' place. */
export function allRulesOf(acl: Resource, stack: Stack): WafRule[] {
  return rulesOf(acl, stack).flatMap((rule) => {
    if (statements(rule.statement, "ruleGroupReferenceStatement").length === 0) return [rule];
    const properties = rule.source === acl ? ruleProperties : ["ruleGroupReference", "statement"];
    const groups = properties.flatMap((property) => stack.referred(rule.source, property, [ruleGroupType]));
    const isCounting = rule.override === "count";
    return [
      rule,
      ...groups.flatMap((group) =>
        rulesOf(group, stack).map((own) => ({ ...own, priority: rule.priority, action: isCounting ? "count" : own.action })),
      ),
    ];
  });
}
