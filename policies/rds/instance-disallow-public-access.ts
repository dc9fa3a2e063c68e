import type { Policy } from "../model/policy.ts";
import { clusterInstance, instance } from "./types.ts";

export const rdsInstanceDisallowPublicAccess: Policy = {
  name: "aws-rds-instance-disallow-public-access",
  description: "A database has no public address.",
  severity: "critical",
  controls: ["RDS-01"],
  remediation: "Set publiclyAccessible: false and reach the database from inside the network.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
  types: [instance, clusterInstance],
  check: (database) => (database.isTrue("publiclyAccessible") ? ["publiclyAccessible is true; set false"] : []),
};
