import { Refusal } from "../../support/aws/refusal.ts";
import type { Answers } from "../../support/aws/stub.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";

/** A recovery point as AWS Backup lists it. */
export interface ListedPoint {
  readonly RecoveryPointArn: string;
  readonly ResourceArn: string;
  readonly CreationDate: Date;
  readonly Status?: string;
  readonly BackupSizeInBytes?: number;
  readonly EncryptionKeyArn?: string;
}

/** What the emulated AWS does not know, to be set by a test. */
export interface Stubbed {
  /** By vault and type: `shop-prod-backup EFS`. */
  points: Record<string, ListedPoint[]>;
  jobs: Record<string, unknown>[];
  /** RDS's own backups: identifier, id, from and to (ISO 8601), status. */
  windows: { identifier: string; resourceId: string; from: string; to: string; status: string }[];
  metadata: Record<string, string>;
  /** Inputs of StartRestoreJob. */
  started: Record<string, unknown>[];
  /** Of jobs that are started. */
  status: "COMPLETED" | "RUNNING";
  /** Whether vaults are gone, of which moto says more than AWS. */
  gone?: boolean;
  /** What StartRestoreJob answers instead, if it fails. */
  refusal?: Refusal;
}

/** A server before the emulated AWS. */
export interface AwsStub extends Pick<StubbedAws, "endpoint"> {
  readonly state: Stubbed;
  close(): Promise<void>;
}

/**
 * Passes every call on to the emulated AWS (moto 5.2) but those that it lacks: of AWS Backup ListRecoveryPointsByBackupVault,
 * GetRecoveryPointRestoreMetadata, ListRestoreJobs, StartRestoreJob and DescribeRestoreJob; of RDS what
 * DescribeDBInstanceAutomatedBackups says of ids and times; and of what moto says otherwise, vaults that are gone.
 */
export async function stubAws(behind: string): Promise<AwsStub> {
  const state: Stubbed = { points: {}, jobs: [], windows: [], metadata: {}, started: [], status: "COMPLETED" };
  const { endpoint, stop } = await stubbedAws({ ...backup(state), ...rds(state) }, behind);
  return { endpoint, state, close: stop };
}

const backup = (state: Stubbed): Answers => ({
  "backup:DescribeBackupVault": () => {
    if (!state.gone) return undefined;
    throw new Refusal("AccessDeniedException", "Insufficient privileges to perform this action.");
  },
  "backup:ListRecoveryPointsByBackupVault": ({ BackupVaultName, ByResourceType }) => ({
    RecoveryPoints: state.points[`${BackupVaultName} ${ByResourceType}`] ?? [],
  }),
  "backup:GetRecoveryPointRestoreMetadata": () => ({ RestoreMetadata: state.metadata }),
  "backup:ListRestoreJobs": () => ({ RestoreJobs: state.jobs }),
  "backup:StartRestoreJob": (asked) => startJob(asked, state),
  "backup:DescribeRestoreJob": ({ RestoreJobId: id }) => {
    const job = state.jobs.find(({ RestoreJobId }) => RestoreJobId === id);
    if (!job) throw new Refusal("ResourceNotFoundException", `${id}: no such job`);
    return job;
  },
});

function startJob(asked: Readonly<Record<string, unknown>>, state: Stubbed) {
  if (state.refusal) throw state.refusal;
  state.started.push(asked);
  const RestoreJobId = `job-${state.started.length}`;
  const { RecoveryPointArn, ResourceType } = asked;
  const times = { CreationDate: new Date(), PercentDone: "40.00%" };
  state.jobs.push({ RestoreJobId, RecoveryPointArn, ResourceType, Status: state.status, ...times });
  return { RestoreJobId };
}

const rds = (state: Stubbed): Answers => ({
  "rds:DescribeDBInstanceAutomatedBackups": () => ({
    DBInstanceAutomatedBackups: state.windows.map(({ identifier, resourceId, from, to, status }) => ({
      DBInstanceIdentifier: identifier,
      DbiResourceId: resourceId,
      RestoreWindow: { EarliestTime: new Date(from), LatestTime: new Date(to) },
      Status: status,
      AllocatedStorage: 100,
    })),
  }),
});
