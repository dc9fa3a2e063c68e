import { laxRules } from "../model/network.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance } from "./types.ts";

export const rdsInstanceEnforceStrictNetworkAccess: Policy = {
  name: "aws-rds-instance-enforce-strict-network-access",
  description: "A database's security groups let in other groups on its port only, nobody from outside, and the database out to nowhere.",
  severity: "high",
  controls: ["RDS-17"],
  remediation: "Let in the application's security group on the database's port; have no rule that leads out.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html",
  types: [instance, cluster],
  check: (database, stack) => laxRules(database, "vpcSecurityGroupIds", stack),
};
