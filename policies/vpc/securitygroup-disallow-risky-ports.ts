import type { Policy } from "../model/policy.ts";
import { eachRule, typesWithRules } from "./each-rule.ts";
import { admits, internetBlocks, showPorts } from "./rules.ts";

/** Security Hub EC2.19's, and those of caches and file systems. */
export const riskyPorts = [
  20, 21, 22, 23, 25, 110, 111, 135, 143, 445, 1433, 1434, 2049, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 6379, 8080, 8088, 8888,
  9200, 9300, 11211, 27017,
];

export const vpcSecuritygroupDisallowRiskyPorts: Policy = {
  name: "aws-vpc-securitygroup-disallow-risky-ports",
  description: "No port of a database, cache, file or mail service or remote shell is open to the internet.",
  severity: "critical",
  controls: ["NET-04"],
  remediation: "Allow the group that needs the port (referencedSecurityGroupId) instead of the internet.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19",
  types: typesWithRules,
  check: eachRule("ingress", (rule) => {
    const open = riskyPorts.filter((port) => admits(rule, port));
    if (open.length === 0) return [];
    const shown = open.length > 5 ? `${open.length} high-risk ports` : open.join(", ");
    return internetBlocks(rule).map((cidr) => `${showPorts(rule)} from ${cidr} opens ${shown}; name the group that needs it`);
  }),
};
