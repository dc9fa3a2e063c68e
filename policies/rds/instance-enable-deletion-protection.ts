import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance } from "./types.ts";

export const rdsInstanceEnableDeletionProtection: Policy = {
  name: "aws-rds-instance-enable-deletion-protection",
  description: "AWS refuses to delete a production database.",
  severity: "high",
  controls: ["RDS-12"],
  remediation: "Set deletionProtection: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8",
  types: [instance, cluster],
  check: (database, stack) => (stack.environment === "prod" ? demandTrue(database, "deletionProtection") : undefined),
};
