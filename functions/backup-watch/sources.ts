import {
  type BackupClient,
  CopyJobState,
  DescribeBackupVaultCommand,
  paginateListCopyJobs,
  paginateListRecoveryPointsByBackupVault,
} from "@aws-sdk/client-backup";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { WatchedVault, WatchSettings } from "../../domain/contracts/backup-watch.ts";
import { type DrillEvidence, evidenceFolder, newestEvidence } from "../restore-validation/evidence.ts";
import type { Sources, VaultState } from "./watch.ts";

/** The SDK's clients; vaults are in two Regions. */
export interface Clients {
  readonly backup: (region: string) => BackupClient;
  readonly s3: S3Client;
}

/** A backup that can be restored has one of these states; AVAILABLE is that of a continuous one. */
const usable = ["COMPLETED", "AVAILABLE"];

const latest = (times: readonly number[]): Date | undefined => (times.length > 0 ? new Date(Math.max(...times)) : undefined);

/** Asks AWS. */
export function sourcesOf({ backup, s3 }: Clients, { stack, restoreTests, vaults }: WatchSettings): Sources {
  return { vault, newestBackup, newestCopy, newestGoodTest };

  async function vault({ name, region }: WatchedVault): Promise<VaultState> {
    const found = await backup(region).send(new DescribeBackupVaultCommand({ BackupVaultName: name }));
    if (!found.CreationDate) throw new Error(`${name} in ${region}: AWS Backup does not say when it was made`);
    return {
      created: found.CreationDate,
      locked: found.Locked === true,
      minimumDays: found.MinRetentionDays,
      maximumDays: found.MaxRetentionDays,
      approvalTeamArn: found.MpaApprovalTeamArn,
    };
  }

  async function newestBackup({ name, region }: WatchedVault, resourceArn: string, after: Date): Promise<Date | undefined> {
    const request = { BackupVaultName: name, ByResourceArn: resourceArn, ByCreatedAfter: after };
    const times: number[] = [];
    for await (const { RecoveryPoints = [] } of paginateListRecoveryPointsByBackupVault({ client: backup(region) }, request)) {
      for (const { Status = "", CreationDate } of RecoveryPoints) if (usable.includes(Status) && CreationDate) times.push(+CreationDate);
    }
    return latest(times);
  }

  /** The jobs of copies are where the backup was; what has become of a copy since, its own account alone can see. */
  async function newestCopy(ByDestinationVaultArn: string, ByResourceArn: string, ByCreatedAfter: Date): Promise<Date | undefined> {
    const request = { ByDestinationVaultArn, ByResourceArn, ByCreatedAfter, ByState: CopyJobState.COMPLETED };
    const times: number[] = [];
    for await (const { CopyJobs = [] } of paginateListCopyJobs({ client: backup(vaults.own.region) }, request))
      times.push(...CopyJobs.flatMap(({ CreationDate }) => (CreationDate ? [+CreationDate] : [])));
    return latest(times);
  }

  async function newestGoodTest(type: string): Promise<Date | undefined> {
    const of = { Bucket: restoreTests.bucket, ExpectedBucketOwner: restoreTests.accountId };
    for (const Key of await newestEvidence(s3, restoreTests, evidenceFolder(stack, type))) {
      const { Body } = await s3.send(new GetObjectCommand({ ...of, Key }));
      const evidence: Partial<DrillEvidence> = JSON.parse((await Body?.transformToString()) ?? "{}");
      if (evidence.result === "SUCCESSFUL" && evidence.time) return new Date(evidence.time);
    }
    return undefined;
  }
}
