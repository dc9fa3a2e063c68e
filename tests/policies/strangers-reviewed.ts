import { change, drop, type Mutation, rework } from "./mutate.ts";
import type { Change } from "./strangers-changes.ts";

const values = "aws-pulumi-resource-configure-reviewed-values";
const gone = "aws-pulumi-stack-missing-reviewed-resources";
const put = (type: string, name: string, properties: Record<string, unknown>): Mutation => change([type, name], properties);

/** What tells, keeps and repeats: narrowed, aimed at nothing, or taken away. */
export const reviewed: readonly Change[] = [
  [
    values,
    "backups of what has two tags",
    rework(["aws:backup/selection:Selection", "backup-continuous"], "conditions", (all) => [
      ...[all].flat(),
      { stringEquals: [{ key: "aws:ResourceTag/rare", value: "yes" }] },
    ]),
  ],
  [
    values,
    "a lock on another vault",
    put("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backup-copy", { backupVaultName: "x" }),
  ],
  [values, "a bucket that tells nothing", put("aws:s3/bucketNotification:BucketNotification", "releases", { eventbridge: false })],
  [values, "patches that no node gets", put("aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "patching-manager", { targets: [] })],
  [
    values,
    "a look for patches that is taken once",
    put("aws:ssm/association:Association", "patching-manager-scan", { scheduleExpression: undefined }),
  ],
  [values, "findings' failures that are thrown away", put("aws:sqs/queue:Queue", "findings", { redrivePolicy: undefined }), "demo-account"],
  [
    "aws-ec2-account-missing-defaults",
    "no word on IMDSv2",
    drop("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"),
    "demo-account",
  ],
  [
    "aws-route53-record-enforce-mail-and-authorities",
    "a name that any authority certifies",
    drop(["aws:route53/record:Record", "certificate-www.shop.example.com-CAA"]),
  ],
  [gone, "vault's failures that no topic hears", drop(["aws:backup/vaultNotifications:VaultNotifications", "backup"])],
  [gone, "a restore test's target that is gone", drop(["aws:cloudwatch/eventTarget:EventTarget", "restore-tests-ended"])],
];
