import { laxRules } from "../model/network.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance } from "./types.ts";

export const rdsInstanceEnforceStrictNetworkAccess: Policy = {
  name: "aws-rds-instance-enforce-strict-network-access",
  description: "A database's security groups allow only other groups, on its port only, and no egress.",
  severity: "high",
  controls: ["RDS-17"],
  remediation: "Allow the application's security group on the database's port; remove egress rules.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  types: [instance, cluster],
  check: (database, stack) => laxRules(database, "vpcSecurityGroupIds", stack),
};
