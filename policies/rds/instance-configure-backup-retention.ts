import { demandAtLeast } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance, isReplica } from "./types.ts";

/** A week: long enough to notice on Monday what broke on Friday. */
const minDays = 7;

export const rdsInstanceConfigureBackupRetention: Policy = {
  name: "aws-rds-instance-configure-backup-retention",
  description: `A database can be restored to any moment of the last ${minDays} days or more.`,
  severity: "high",
  controls: ["RDS-10"],
  remediation: `Set backupRetentionPeriod to ${minDays} or more, at most 35.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11",
  types: [instance, cluster],
  check: (database) => (isReplica(database) ? undefined : demandAtLeast(database, "backupRetentionPeriod", minDays)),
};
