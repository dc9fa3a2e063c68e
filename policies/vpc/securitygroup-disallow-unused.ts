import type { Policy } from "../model/policy.ts";
import { carriersOf } from "./carriers.ts";
import { ruleTypes } from "./rules.ts";

export const vpcSecuritygroupDisallowUnused: Policy = {
  name: "aws-vpc-securitygroup-disallow-unused",
  description: "Each security group is attached to something.",
  severity: "low",
  controls: ["NET-12"],
  remediation: "Attach the group, or remove it with its rules.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-security-group-attached-to-eni-periodic.html",
  types: ["aws:ec2/securityGroup:SecurityGroup"],
  advisoryBecause: "another stack may attach a group, which a stack's own graph does not show",
  check: (group, stack) => {
    if (carriersOf(group, stack).length > 0) return [];
    const others = stack.resources.filter((resource) => resource !== group && ![...ruleTypes, group.type].includes(resource.type));
    const isUsed = others.some((other) =>
      Object.entries(other.propertyDependencies).some(([property, urns]) => other.has(property) && urns.includes(group.urn)),
    );
    return isUsed ? [] : ["nothing in the stack has this group; attach or remove it"];
  },
};
