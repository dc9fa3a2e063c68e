import { all, type DeployPermission, inAccount } from "./permission.ts";

/** Permissions to make and change what keeps a store's data. */
export const dataPermissions: readonly DeployPermission[] = [
  {
    service: "rds",
    actions: all("Add Create Delete Modify Remove Reset Start Switchover"),
    resources: ["db", "es", "og", "pg", "snapshot", "subgrp"].map((kind) => `*:{account}:${kind}:{stack}-*`),
  },
  // Automated backups and blue/green deployments have ids; of the latter, the database that it copies is the store's.
  { service: "rds", told: "own", actions: all("Add Delete Modify Switchover"), resources: inAccount },
  { service: "rds", told: "untagged", actions: ["CreateBlueGreenDeployment"], resources: ["*:{account}:deployment:*"] },
  { service: "rds", actions: all("Describe List"), resources: inAccount },
  {
    service: "elasticache",
    actions: all("Add Create Decrease Delete Increase Modify Remove"),
    resources: ["cluster", "parametergroup", "replicationgroup", "snapshot", "subnetgroup", "user", "usergroup"].map(
      (kind) => `*:{account}:${kind}:{stack}-*`,
    ),
  },
  { service: "elasticache", actions: all("Describe List"), resources: inAccount },
  {
    service: "elasticfilesystem",
    told: "own",
    actions: all("Create Delete Put Tag Untag Update"),
    resources: inAccount,
    making: ["CreateFileSystem"],
  },
  { service: "elasticfilesystem", told: "new", actions: ["TagResource"], resources: inAccount },
  { service: "elasticfilesystem", actions: all("Describe List"), resources: inAccount },
  {
    service: "dynamodb",
    actions: all("Create Delete Describe Get List Put Tag Untag Update"),
    resources: ["*:{account}:table/{stack}-*"],
  },
  {
    service: "s3",
    actions: [
      ...all("CreateBucket DeleteBucket GetBucket ListBucket PutBucket"),
      ...["Accelerate", "Encryption", "Lifecycle", "Replication"].map((part) => `Get${part}Configuration`),
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
      // Tags, as provider 6.23 and later read and write them.
      "ListTagsForResource",
      "TagResource",
      "UntagResource",
    ],
    resources: ["::{stack}-*"],
  },
  // The node's files, and the canary's code, which CloudWatch Synthetics reads in the caller's name. Of the releases of X-Cart beside the
  // files a deployment compares the archive's checksum.
  {
    service: "s3",
    actions: ["AbortMultipartUpload", "GetObject", "GetObjectTagging", "GetObjectVersion", "PutObject", "PutObjectTagging"],
    resources: ["::{stack}-releases-{account}/host/*", "::{stack}-logs-{account}/payment-page/code-*"],
  },
  {
    service: "secretsmanager",
    actions: all("Cancel Create Delete Describe Get Put Rotate Tag Untag Update"),
    resources: ["*:{account}:secret:{stack}-*"],
  },
  // RDS makes the master user's secret in the name of the role that makes the database, and gives it this tag.
  {
    service: "secretsmanager",
    actions: ["CreateSecret", "TagResource"],
    resources: ["*:{account}:secret:rds!db-*"],
    when: { Null: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": "true" } },
  },
  {
    service: "backup",
    actions: all("Create Delete Put Start Tag Untag"),
    resources: ["*:{account}:backup-vault:{stack}-*"],
  },
  { service: "backup", told: "own", actions: all("Create Delete Put Tag Untag Update"), resources: inAccount },
  { service: "backup", told: "new", actions: ["CreateBackupPlan", "CreateRestoreTestingPlan", "TagResource"], resources: inAccount },
  { service: "backup", actions: all("Describe Get List"), resources: inAccount },
  { service: "backup-storage", actions: [], resources: [], anywhere: ["MountCapsule"] },
  {
    service: "s3",
    actions: ["GetObject", "GetObjectTagging"],
    resources: ["::{stack}-releases-{account}/releases/*/release.tar.zst"],
  },
];
