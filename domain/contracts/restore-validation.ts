/*
 * For the component that runs the function:
 *
 * Environment: one variable, `RESTORE_VALIDATION`, with the JSON of {@link ValidationSettings}.
 *
 * Events, two kinds, both with EventBridge's default input:
 * - a rule on source `aws.backup`, detail-type `Restore Job State Change`, detail.status COMPLETED, FAILED and ABORTED,
 *   detail.restoreTestingPlanArn the plan's;
 * - a schedule, such as rate(30 minutes): AWS Backup's events are best effort, and EFS measures a new file system only after a while.
 *   A run looks at whatever of the plan has no result yet. A run without anything to do takes one call.
 *
 * How it runs: one at a time (two would set two passwords): reserved concurrency 1, where Lambda keeps the other events waiting for hours and counts
 * them as throttled, so no alarm on throttles; or by the schedule alone, without Lambda's repetitions; 256 MiB, 900 seconds, in a subnet that reaches the restored
 * database at 3306 and the endpoints of backup, rds, elasticfilesystem, s3 and (for a bucket under a KMS key) kms. Validation windows
 * of at least two hours.
 *
 * Actions, all that it calls:
 * - backup:DescribeRestoreJob, GetRestoreJobMetadata, ListRestoreJobs, PutRestoreValidationResult on `*` (they know no resources);
 *   backup:DescribeRecoveryPoint on the Region's `arn:aws:backup:<region>:<account>:recovery-point:*` (of buckets);
 * - rds:DescribeDBInstances, rds:ModifyDBInstance on `arn:aws:rds:<region>:<account>:db:awsbackup-restore-test-*` and nothing else: the
 *   function sets a new password, and must never be able to set the store's;
 * - elasticfilesystem:DescribeFileSystems on `arn:aws:elasticfilesystem:<region>:<account>:file-system/*`;
 * - s3:ListBucket, s3:GetObject on `arn:aws:s3:::awsbackup-restore-test-*` and below, with `aws:ResourceAccount` the own;
 * - s3:ListBucketVersions, s3:GetObjectVersion on the protected buckets and below; kms:Decrypt on their key;
 * - s3:ListBucket on the archive (condition `s3:prefix` like `restore-tests/<stack>/*`), s3:GetObject, s3:PutObject on
 *   `restore-tests/<stack>/*` in it; kms:Decrypt, kms:GenerateDataKey on its key.
 * No secret is read or kept anywhere: a restored instance gets a random password that only the running function knows.
 */

/** Types that AWS Backup restores for a drill and the function can validate. */
export type DrillType = "RDS" | "EFS" | "S3";

/** Targets of a restore. */
export interface RestoreTargets {
  /** Maximum from the restore job's start to its end (recovery time objective). */
  readonly maximumRestoreSeconds: number;
  /** Age of the recovery point when the restore began (recovery point objective). */
  readonly maximumDataLossSeconds: number;
}

/** The function's settings, as JSON in `RESTORE_VALIDATION`. Nothing in it is secret. */
export interface ValidationSettings {
  readonly stack: string;
  readonly restoreTestingPlanArn: string;
  readonly targets: Readonly<Record<DrillType, RestoreTargets>>;
  /** Hours that AWS Backup waits for a result, 2 to 168; `validationWindowHours` of the plan's selections. */
  readonly validationWindowHours: number;
  readonly database: {
    /** The schema, such as `xcart`. */
    readonly name: string;
    /** Prefix of X-Cart's tables, such as `xc_`. */
    readonly tablePrefix: string;
    /**
     * Seconds between the newest order and the recovery point's time that are still plausible.
     * @default - not checked, for a store that sells seldom: it is then only compared with the drill before
     */
    readonly maximumOrderAgeSeconds?: number;
    /** Share of a table's rows that may be gone since the drill before, 0 to 1. @default 0.1 */
    readonly toleratedLoss?: number;
    /** PEM file of who may have signed the database's certificate. @default "/var/runtime/ca-cert.pem", AWS's own in Lambda's runtime of Node.js */
    readonly certificateFile?: string;
  };
  /** Where evidence goes, and where the drill before is read: `restore-tests/<stack>/<type>/<time>-<job>.json` (see evidenceKey). */
  readonly evidence: {
    readonly bucket: string;
    /** Account that the bucket has to belong to. */
    readonly accountId: string;
  };
}

/** The part of AWS Backup's event that the function reads (docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html, restore job events). */
export interface RestoreJobEvent {
  readonly "detail-type": "Restore Job State Change";
  readonly detail: {
    readonly restoreJobId: string;
    readonly status?: string;
    /** Absent for a restore that no restore testing plan started. */
    readonly restoreTestingPlanArn?: string;
  };
}

/** EventBridge's event of a schedule: look at whatever has no result yet. */
export interface ScheduledEvent {
  readonly "detail-type": "Scheduled Event";
}

/** Events of the function. */
export type ValidationEvent = RestoreJobEvent | ScheduledEvent;

/** The outcome of a run for one restore job. */
export interface ValidationOutcome {
  readonly restoreJobId: string;
  /** `waiting`: it cannot be told yet, a later run will; `ignored`: no business of this function. */
  readonly action: "reported" | "already reported" | "waiting" | "ignored";
  readonly result?: "SUCCESSFUL" | "FAILED";
  /** Sentences, one a reason. */
  readonly why: readonly string[];
}

/** The metrics, one value of each a drill, with the dimensions `Stack` and `ResourceType` ({@link DrillType}). */
export const metricNames = {
  /** 1 or 0. */
  succeeded: "RestoreTestSucceeded",
  /** Seconds from the restore job's start to its end; not there when the restore itself failed. */
  restoreSeconds: "RestoreSeconds",
  /** Seconds between the time that was restored and the restore's start. */
  dataLossSeconds: "DataLossSeconds",
} as const;
