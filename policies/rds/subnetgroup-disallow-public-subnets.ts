import { publicSubnets } from "../model/network.ts";
import type { Policy } from "../model/policy.ts";

export const rdsSubnetgroupDisallowPublicSubnets: Policy = {
  name: "aws-rds-subnetgroup-disallow-public-subnets",
  description: "A database is in subnets without a route to an internet gateway.",
  severity: "high",
  controls: ["RDS-17"],
  remediation: "List subnets only whose route table has no route to an internet gateway.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",
  types: ["aws:rds/subnetGroup:SubnetGroup"],
  check: (group, stack) => publicSubnets(group, stack),
};
