import type { Policy } from "../model/policy.ts";
import { isPrivate } from "./cidr.ts";
import { eachRule, typesWithRules } from "./each-rule.ts";
import { outwardPorts } from "./ports.ts";
import { showPorts } from "./rules.ts";

export const vpcSecuritygroupConfigureEgressPorts: Policy = {
  name: "aws-vpc-securitygroup-configure-egress-ports",
  description: "Egress to the internet is limited to HTTPS and mail submission.",
  severity: "high",
  controls: ["NET-06", "G21"],
  remediation: "Write one egress rule for each port that is needed, 443 or a port of mail submission; others name a group.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: typesWithRules,
  check: eachRule("egress", (rule) => {
    const isNamed = rule.protocol === "tcp" && rule.from === rule.to && outwardPorts.includes(rule.from);
    if (isNamed) return [];
    return rule
      .cidrs()
      .filter((cidr) => !isPrivate(cidr))
      .map((cidr) => `${showPorts(rule)} is allowed to ${cidr}; allow tcp ${outwardPorts.join(", ")} only, one rule each`);
  }),
};
