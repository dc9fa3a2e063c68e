import { type Asset, all, beside, here, together } from "./assets.ts";
import { account, accountId, store } from "./names.ts";

/** Whatever does not let a key be used, handed over or ended. */
const usingKeys =
  "kms:Get* kms:Describe* kms:CreateAlias kms:DeleteAlias kms:UpdateAlias kms:UpdateKeyDescription kms:EnableKey* kms:CancelKeyDeletion kms:RotateKeyOnDemand kms:RetireGrant";

/** Of keys: who uses them directly; each key says itself who uses it through which service. */
const keyEffects = {
  reads: "kms:Decrypt kms:ReEncryptFrom",
  destroys: "kms:ScheduleKeyDeletion kms:DisableKey kms:PutKeyPolicy kms:DeleteImportedKeyMaterial kms:RevokeGrant",
  changes: "kms:CreateGrant kms:ReplicateKey kms:UpdatePrimaryRegion kms:ImportKeyMaterial kms:DisableKeyRotation",
  harmless: `${usingKeys} kms:Encrypt kms:ReEncryptTo kms:GenerateDataKey* kms:GenerateMac kms:VerifyMac kms:Sign kms:Verify kms:DeriveSharedSecret`,
} as const;

/** Whose images and releases production takes. */
const staging = "demo-staging";

/** What a store is brought back from, and what tells what happened. */
export const safetyAssets: readonly Asset[] = [
  {
    name: "recovery points",
    of: all("aws:backup/vault:Vault", store, /^backup/, (arn) => [arn, arn.replace(/:backup-vault:.*/, ":recovery-point:1")]),
    reads: "backup:StartRestoreJob backup:PutBackupVaultSharingPolicy backup:CreateRestoreAccessBackupVault backup:CreateBackupAccessPoint",
    destroys:
      "backup:DeleteRecoveryPoint backup:DeleteBackupVault backup:DeleteBackupVaultAccessPolicy backup:PutBackupVaultAccessPolicy backup:DeleteBackupVaultLockConfiguration backup:DisassociateRecoveryPoint backup:UpdateRecoveryPointLifecycle",
    changes:
      "backup:PutBackupVaultLockConfiguration backup:UpdateRecoveryPointIndexSettings backup:DisassociateRecoveryPointFromParent backup:*BackupVaultNotifications backup:*MpaApprovalTeam backup:DeleteBackupVaultSharingPolicy",
    harmless: "backup:Get* backup:Create* backup:Copy* backup:Start* backup:Revoke*",
  },
  {
    name: "plan of the backups",
    of: beside(store, "plan", here("backup", "backup-plan:1")),
    destroys: "backup:DeleteBackupPlan backup:DeleteBackupSelection",
    changes: "backup:UpdateBackupPlan backup:CreateBackupSelection",
    harmless: "backup:Get* backup:CreateBackupPlan backup:Export*",
  },
  { name: "keys of data", of: all("aws:kms/key:Key", store, /^keys-/), ...keyEffects },
  { name: "keys of the vaults", of: all("aws:kms/key:Key", store, /^backup/), ...keyEffects },
  {
    name: "log archive",
    of: all("aws:s3/bucket:Bucket", account, /^log-archive$/, (arn) => [arn, `${arn}/AWSLogs/1`]),
    underKey: "s3",
    reads: "s3:GetObject s3:GetObjectVersion s3:PutReplicationConfiguration",
    destroys:
      "s3:DeleteObjectVersion s3:DeleteObject s3:DeleteBucket s3:PutLifecycleConfiguration s3:BypassGovernanceRetention s3:PutObjectRetention s3:PutObjectLegalHold s3:PutBucketObjectLockConfiguration",
    changes:
      "s3:PutObject s3:PutBucketPolicy s3:DeleteBucketPolicy s3:PutBucketAcl s3:PutBucketPublicAccessBlock s3:PutBucketVersioning s3:PutEncryptionConfiguration s3:PutBucketLogging s3:PutObjectAcl",
    harmless: "s3:*",
  },
  { name: "key of the archive", of: all("aws:kms/key:Key", account, /^log-archive/), ...keyEffects },
  {
    name: "trail",
    of: together(all("aws:cloudtrail/trail:Trail", account), all("aws:cloudwatch/logGroup:LogGroup", account, /^trail$/)),
    reads: "logs:FilterLogEvents logs:GetLogEvents logs:GetLogRecord logs:StartLiveTail logs:StartQuery logs:Unmask logs:CreateExportTask",
    destroys: "cloudtrail:DeleteTrail cloudtrail:StopLogging logs:DeleteLogGroup logs:DeleteLogStream logs:PutRetentionPolicy",
    changes:
      "cloudtrail:UpdateTrail cloudtrail:PutEventSelectors cloudtrail:PutInsightSelectors logs:DeleteMetricFilter logs:PutMetricFilter logs:PutLogGroupDeletionProtection logs:*KmsKey logs:PutLogEvents logs:*SubscriptionFilter",
    harmless: "cloudtrail:Get* cloudtrail:StartLogging logs:Get* logs:Describe* logs:ListLogAnomaly*",
  },
  {
    name: "logs of the store",
    of: together(
      all("aws:cloudwatch/logGroup:LogGroup", store, /^(node-log-audit|login-guard-logins|firewall|web|database-slowquery)$/),
      all("aws:rds/instance:Instance", store),
    ),
    reads:
      "rds:Download* logs:FilterLogEvents logs:GetLogEvents logs:GetLogRecord logs:StartLiveTail logs:StartQuery logs:Unmask logs:CreateExportTask logs:PutSubscriptionFilter",
    destroys: "logs:DeleteLogGroup logs:DeleteLogStream logs:PutRetentionPolicy",
    changes:
      "logs:PutLogEvents logs:CreateLogStream logs:*MetricFilter logs:PutLogGroupDeletionProtection logs:*KmsKey logs:*SubscriptionFilter logs:*DataProtectionPolicy logs:*Transformer",
    harmless: "rds:* logs:*",
  },
  {
    name: "the account's alarms and their mails",
    of: together(
      all("aws:cloudwatch/metricAlarm:MetricAlarm", account, /^trail-alarms-keys$|trail.*keys/),
      all("aws:sns/topic:Topic", account, /^alerts$/),
      all("aws:cloudwatch/eventRule:EventRule", account),
    ),
    destroys: "cloudwatch:DeleteAlarms sns:DeleteTopic sns:Unsubscribe events:DeleteRule events:RemoveTargets",
    changes:
      "cloudwatch:DisableAlarmActions cloudwatch:SetAlarmState cloudwatch:PutMetricAlarm cloudwatch:PutAlarmMuteRule cloudwatch:PutCompositeAlarm events:DisableRule events:PutRule events:PutTargets sns:Set* sns:Subscribe sns:AddPermission sns:RemovePermission sns:Put*",
    harmless:
      "cloudwatch:EnableAlarmActions cloudwatch:Describe* sns:Get* sns:Publish sns:ConfirmSubscription sns:CreateTopic events:EnableRule events:Describe* cloudwatch:PutLogAlarm",
  },
  {
    name: "the store's alarms and their mails",
    of: together(
      all("aws:cloudwatch/metricAlarm:MetricAlarm", store, /^login-guard-late$/),
      all("aws:sns/topic:Topic", store, /^alerts$/),
      all("aws:cloudwatch/eventRule:EventRule", store, /^backup-notices-calls$/),
    ),
    destroys: "cloudwatch:DeleteAlarms sns:DeleteTopic sns:Unsubscribe events:DeleteRule events:RemoveTargets",
    changes:
      "cloudwatch:DisableAlarmActions cloudwatch:SetAlarmState cloudwatch:PutMetricAlarm cloudwatch:PutAlarmMuteRule cloudwatch:PutCompositeAlarm events:DisableRule events:PutRule events:PutTargets sns:Set* sns:Subscribe sns:AddPermission sns:RemovePermission sns:Put*",
    harmless:
      "cloudwatch:EnableAlarmActions cloudwatch:Describe* sns:Get* sns:Publish sns:ConfirmSubscription sns:CreateTopic events:EnableRule events:Describe* cloudwatch:PutLogAlarm",
  },
  {
    name: "the account's roles",
    of: together(all("aws:iam/role:Role", account), all("aws:iam/policy:Policy", account, /boundary|staff/)),
    changes: "iam:Attach* iam:Detach* iam:Put* iam:Delete* iam:Update* iam:Create* iam:SetDefaultPolicyVersion",
    harmless: "iam:Get* iam:List* iam:Simulate* iam:Generate* iam:PassRole",
  },
  {
    name: "Pulumi's state of production",
    of: all("aws:s3/bucket:Bucket", account, /^pulumi-state$/, (arn) => [arn, `${arn}/.pulumi/stacks/xcart-hosting/${store}.json`]),
    underKey: "s3",
    reads: "s3:GetObject s3:GetObjectVersion s3:PutReplicationConfiguration",
    destroys: "s3:DeleteObjectVersion s3:DeleteObject s3:DeleteBucket s3:PutLifecycleConfiguration",
    changes: "s3:PutObject s3:PutBucketPolicy s3:DeleteBucketPolicy s3:PutBucketVersioning s3:PutEncryptionConfiguration",
    harmless: "s3:*",
  },
  { name: "key of secrets in that state", of: all("aws:kms/key:Key", account, new RegExp(`^pulumi-state-${store}$`)), ...keyEffects },
  {
    name: "what production takes from staging",
    of: together(
      beside(staging, "images that have run", here("ssm", `parameter/${staging}/patching/state`)),
      beside(staging, "releases", `arn:aws:s3:::${staging}-releases-${accountId}/releases/1/release.tar.zst`),
    ),
    changes: "ssm:PutParameter s3:PutObject",
    destroys: "ssm:DeleteParameter s3:DeleteObject s3:DeleteObjectVersion",
    harmless: "ssm:* s3:*",
  },
];
