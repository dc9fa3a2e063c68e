import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, engineOf, instance } from "./types.ts";

export const rdsInstanceEnableIamAuthentication: Policy = {
  name: "aws-rds-instance-enable-iam-authentication",
  description: "People and programs can sign in to a database with their IAM identity instead of a shared password.",
  severity: "medium",
  controls: ["RDS-09"],
  remediation: "Set iamDatabaseAuthenticationEnabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10",
  types: [instance, cluster],
  // Only these engines have it.
  check: (database) =>
    /^(aurora|mysql|mariadb|postgres)/.test(engineOf(database)) ? demandTrue(database, "iamDatabaseAuthenticationEnabled") : undefined,
};
