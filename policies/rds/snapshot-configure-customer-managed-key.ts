import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";

export const rdsSnapshotConfigureCustomerManagedKey: Policy = {
  name: "aws-rds-snapshot-configure-customer-managed-key",
  description: "Copies of snapshots, and backups replicated to another Region, are encrypted with a customer-managed key.",
  severity: "high",
  controls: ["RDS-05"],
  remediation: "Set kmsKeyId to a customer-managed key of the Region that the copy is in.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html",
  types: [
    "aws:rds/snapshotCopy:SnapshotCopy",
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    "aws:rds/exportTask:ExportTask",
  ],
  check: (copy) => demandKey(copy, "kmsKeyId"),
};
