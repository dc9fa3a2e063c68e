import { isRecord } from "../../domain/values.ts";
import { collect } from "../model/collect.ts";
import { brief, differences, propertiesOf } from "../model/differences.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { plannedAcl } from "./planned.ts";
import { rulesOf, webAclType } from "./types.ts";

export const wafv2WebaclEnforcePlannedRules: Policy = {
  name: "aws-wafv2-webacl-enforce-planned-rules",
  description: "A store's web ACL has exactly the rules of its settings, in their order.",
  severity: "critical",
  controls: [
    {
      key: "WAF-41",
      service: "WAF",
      control: "The web ACL's rules are those of the settings: none is missing, weaker, moved or added",
      pci: ["6.4.2", "8.3.4"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Change the settings under firewall, where changes are reviewed; change the rules themselves in domain/firewall.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html",
  types: [webAclType],
  check: (acl, stack) => {
    const plan = plannedAcl(acl, stack);
    if (plan === undefined) return undefined;
    const { rules, ...rest } = plan;
    const apart = { ruleJson: undefined, ...rest };
    return collect(
      [() => ruleFaults(rules, acl), () => differences(apart, propertiesOf(acl.properties, apart)), () => rulesFromOutside(acl, stack)],
      (find) => find(),
    );
  },
};

/** Metrics decide nothing, and a policy of their own asks for them. */
type PlannedRule = NonNullable<ReturnType<typeof plannedAcl>>["rules"][number];

function ruleFaults(planned: readonly PlannedRule[], acl: Resource): string[] {
  const given = new Map(
    acl
      .list("rules")
      .filter(isRecord)
      .map((rule) => [String(rule.name), rule]),
  );
  const names = new Set(planned.map(({ name }) => name));
  return [
    ...collect(planned, (rule) => faultsOf(rule, given.get(rule.name))),
    ...[...given].filter(([name]) => !names.has(name)).map(([name, rule]) => stranger(name, rule)),
  ];
}

function faultsOf({ visibilityConfig: _, ...plan }: PlannedRule, rule: Record<string, unknown> | undefined): string[] {
  if (rule === undefined) return [`the rule ${plan.name} is missing; the settings give it at priority ${plan.priority}`];
  const { visibilityConfig, ...given } = rule;
  return differences(plan, given).map((sentence) => `the rule ${plan.name}: ${sentence}`);
}

const stranger = (name: string, { action, priority }: Record<string, unknown>): string =>
  `the rule ${name} at priority ${brief(priority)}, whose action is ${brief(action)}, is not in the settings; remove it`;

/** Rules that are resources of their own, which the plan has none of. */
const rulesFromOutside = (acl: Resource, stack: Stack): string[] =>
  rulesOf(acl, stack)
    .filter(({ source }) => source !== acl)
    .map(({ name, source }) => `the rule ${name} of ${source.name} is added outside the program and is not in the settings; remove it`);
