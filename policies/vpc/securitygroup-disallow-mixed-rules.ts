import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { naming } from "./carriers.ts";
import { groupTypes, type Rule, rulesIn, ruleTypes } from "./rules.ts";

export const vpcSecuritygroupDisallowMixedRules: Policy = {
  name: "aws-vpc-securitygroup-disallow-mixed-rules",
  description: "A security group has inline rules or separate rules, not both: each update would remove the other's.",
  severity: "medium",
  controls: ["NET-14"],
  remediation: "Move the inline rules into SecurityGroupIngressRule and SecurityGroupEgressRule resources.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
  types: groupTypes,
  check: (group, stack) => {
    const separate = naming(group, "securityGroupId", ruleTypes, stack).flatMap((resource) => rulesIn(resource, stack));
    if (separate.length === 0) return undefined;
    // A refreshed state repeats separate rules in the group: those are no conflict.
    const inline = rulesIn(group, stack).filter((rule) => !separate.some((other) => isSame(rule, other)));
    return inline.length === 0 ? [] : [`${inline.length} inline rules beside ${names(separate)}; move them into rules of their own`];
  },
};

const isSame = (one: Rule, other: Rule): boolean =>
  one.direction === other.direction && one.protocol === other.protocol && one.from === other.from && one.to === other.to;

const names = (rules: readonly { readonly source: Resource }[]): string => [...new Set(rules.map(({ source }) => source.name))].join(", ");
