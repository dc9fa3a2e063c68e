import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance, isReplica } from "./types.ts";

export const rdsInstanceConfigureCustomerManagedKey: Policy = {
  name: "aws-rds-instance-configure-customer-managed-key",
  description: "A database is encrypted with a customer-managed key, whose use can be controlled and audited.",
  severity: "medium",
  controls: ["RDS-03"],
  remediation: "Set kmsKeyId to a customer-managed key. An existing database gets one by restoring a copy of its snapshot.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
  types: [instance, cluster],
  // A replica in the same Region has its source's key.
  check: (database) => (isReplica(database) && !database.has("kmsKeyId") ? undefined : demandKey(database, "kmsKeyId")),
};
