import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const rdsInstanceEnableStorageEncryption: Policy = {
  name: "aws-rds-instance-enable-storage-encryption",
  description: "The storage of a database is encrypted.",
  severity: "critical",
  controls: ["RDS-02"],
  remediation: "Set storageEncrypted: true. An existing database is encrypted by restoring an encrypted copy of its snapshot.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check: (database) =>
    database.isTrue("storageEncrypted") ? [] : [`storageEncrypted is ${show(database.get("storageEncrypted"))}; set true`],
};
