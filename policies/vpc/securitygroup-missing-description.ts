import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { typesWithRules } from "./each-rule.ts";
import { rulesIn, showPorts } from "./rules.ts";

/** The provider's text for a missing description. */
const placeholder = "Managed by Pulumi";

export const vpcSecuritygroupMissingDescription: Policy = {
  name: "aws-vpc-securitygroup-missing-description",
  description: "A security group and each of its rules have a description.",
  severity: "low",
  controls: ["NET-13"],
  remediation: "Set description to the reason why the connection is needed (PCI DSS 1.2.5).",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: typesWithRules.filter((type) => !type.includes("defaultSecurityGroup")),
  check: (resource, stack) => {
    const isGroup = resource.type.includes("securityGroup:SecurityGroup");
    const own = isGroup && isEmpty(resource.text("description")) ? ["description is unset; describe the group's purpose"] : [];
    return [
      ...own,
      ...collect(rulesIn(resource, stack), (rule) =>
        isEmpty(rule.description) ? [`${rule.direction} ${showPorts(rule)} has no description; describe why it is needed`] : [],
      ),
    ];
  },
};

const isEmpty = (description: string | undefined) => !description?.trim() || description === placeholder;
