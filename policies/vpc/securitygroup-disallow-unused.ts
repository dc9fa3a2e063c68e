import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import { carriersOf } from "./carriers.ts";
import { ruleTypes } from "./rules.ts";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const notUsers = [...ruleTypes, groupType];

export const vpcSecuritygroupDisallowUnused: Policy = {
  name: "aws-vpc-securitygroup-disallow-unused",
  description: "Each security group is attached to a resource.",
  severity: "low",
  controls: ["NET-12"],
  remediation: "Attach the group, or remove it with its rules.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-security-group-attached-to-eni-periodic.html",
  types: [groupType],
  advisoryBecause: "another stack may attach the group, which this stack's graph does not show",
  check: (group, stack) => {
    if (carriersOf(group, stack).length > 0) return [];
    return madeInto(stack).has(group.urn) ? [] : ["no resource of the stack has this group; attach or remove it"];
  },
};

/** The URNs of all that properties were made of, those of groups and rules apart. */
const madeInto = oncePerStack((stack) => {
  const others = stack.resources.filter(({ type }) => !notUsers.includes(type));
  return new Set(
    others.flatMap((other) =>
      Object.entries(other.propertyDependencies).flatMap(([property, urns]) => (other.has(property) ? (urns ?? []) : [])),
    ),
  );
});
