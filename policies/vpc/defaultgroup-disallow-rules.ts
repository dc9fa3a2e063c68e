import type { Policy } from "../model/policy.ts";
import { naming } from "./carriers.ts";
import { rulesOf, showPorts } from "./rules.ts";

const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const vpcDefaultgroupDisallowRules: Policy = {
  name: "aws-vpc-defaultgroup-disallow-rules",
  description: "The default security group of each VPC allows nothing.",
  severity: "high",
  controls: ["NET-02"],
  remediation: "Declare an aws.ec2.DefaultSecurityGroup for the VPC with ingress: [] and egress: [].",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
  types: ["aws:ec2/vpc:Vpc", defaultGroup],
  check: (resource, stack) => {
    if (resource.type !== defaultGroup) {
      return naming(resource, "vpcId", [defaultGroup], stack).length > 0
        ? []
        : [
            "the VPC's default security group is not emptied, so that it allows its own members and all egress; add an empty aws.ec2.DefaultSecurityGroup",
          ];
    }
    return rulesOf(resource, stack).map((rule) => `the default group has a rule (${rule.direction} ${showPorts(rule)}); remove it`);
  },
};
