import {
  DescribeBackupVaultCommand,
  GetRecoveryPointRestoreMetadataCommand,
  paginateListRecoveryPointsByBackupVault,
  paginateListRestoreJobs,
} from "@aws-sdk/client-backup";
import { paginateDescribeFileSystems } from "@aws-sdk/client-efs";
import {
  type DBInstance,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  paginateDescribeDBInstanceAutomatedBackups,
} from "@aws-sdk/client-rds";
import { DateTime } from "luxon";
import { UserError } from "../offline/faults.ts";
import { type Aws, ask, pages } from "./aws.ts";
import { isUnderOtherKey, type RecoveryPoint, type RestoreWindow } from "./choose.ts";
import type { RestoreJob } from "./estimate.ts";
import type { RestoreRequest } from "./request.ts";
import type { DatabaseFacts, RestoreSources } from "./sources.ts";

/** Asks AWS what there is to restore from, and what an earlier run has left. A vault that is not there is a UserError. */
export async function readSources(aws: Aws, request: RestoreRequest): Promise<RestoreSources> {
  const accountId = await accountOf(aws, request);
  return {
    accountId,
    ...(request.parts.includes("database") ? await readDatabase(aws, request) : { windows: [], databasePoints: [] }),
    ...(request.parts.includes("files") ? await readFiles(aws, request) : { filesPoints: [] }),
    jobs: await jobsIn(aws),
  };
}

async function readDatabase(aws: Aws, { vault, names, fromCopy }: RestoreRequest) {
  const databasePoints = await pointsIn(aws, vault.vault, "RDS");
  const database = await databaseOf(aws, names.database);
  const newest = databasePoints.toSorted((a, b) => b.created.toMillis() - a.created.toMillis())[0];
  return {
    windows: fromCopy ? [] : await windowsOf(aws, names.database),
    databasePoints,
    database,
    restored: await databaseOf(aws, names.restored),
    aside: await databaseOf(aws, names.aside),
    recorded: database || !newest ? undefined : await recordedIn(aws, vault.vault, newest.arn),
    snapshot: fromCopy || databasePoints.some(isUnderOtherKey(database)) ? await snapshotOf(aws, names.restored) : undefined,
  };
}

/** The store's file system goes by its Name; drills and earlier runs make others, which are not the store's. */
async function readFiles({ efs, region, ...aws }: Aws, { vault, names, target }: RestoreRequest) {
  const all = await pages(`file systems in ${region}`, paginateDescribeFileSystems({ client: efs }, {}), (page) => page.FileSystems);
  const stores = all.find(
    ({ Name, CreationToken, Tags = [] }) =>
      Name === `${target.stack}-files` &&
      CreationToken !== names.token &&
      !Tags.some(({ Key }) => Key?.startsWith("awsbackup-restore-test")),
  );
  return {
    filesPoints: await pointsIn({ efs, region, ...aws }, vault.vault, "EFS"),
    files: stores?.FileSystemId === undefined ? undefined : { id: stores.FileSystemId, keyArn: stores.KmsKeyId },
  };
}

/** The account of the vault, which must be the settings'. */
async function accountOf({ backup, region }: Aws, { vault, target }: RestoreRequest): Promise<string> {
  const answer = await ask(`vault ${vault.vault} in ${region}`, () =>
    backup.send(new DescribeBackupVaultCommand({ BackupVaultName: vault.vault })).catch(unlessHidden),
  );
  const account = answer?.BackupVaultArn?.split(":")[4];
  if (account === undefined)
    throw new UserError(`vault ${vault.vault} in ${region}: missing; expected the one that \`pulumi up\` makes for the store`);
  if (target.accountId !== undefined && target.accountId !== account)
    throw new UserError(`accountId: got credentials for account ${account}, expected ${target.accountId}, as the store's settings say`);
  return account;
}

/**
 * AWS Backup does not say that a vault is missing: a caller with every permission is told of insufficient privileges all the same
 * (github.com/aws/aws-sdk-js/issues/2625). A caller whose own policy lacks the call is told so in other words.
 */
function unlessHidden(error: unknown): undefined {
  if (error instanceof Error && error.name === "AccessDeniedException" && /^Insufficient privileges/.test(error.message)) return undefined;
  throw error;
}

async function pointsIn({ backup, region }: Aws, vault: string, type: "RDS" | "EFS"): Promise<RecoveryPoint[]> {
  const paginator = paginateListRecoveryPointsByBackupVault({ client: backup }, { BackupVaultName: vault, ByResourceType: type });
  const listed = await pages(`recovery points of ${vault} in ${region}`, paginator, (page) => page.RecoveryPoints);
  return listed.flatMap(
    ({ RecoveryPointArn: arn, ResourceArn: resourceArn = "", CreationDate, Status, BackupSizeInBytes = 0, EncryptionKeyArn: keyArn }) => {
      const whole = Status === "COMPLETED" || Status === "AVAILABLE";
      // A continuous one of RDS is what the restore windows tell, to the second.
      if (!arn || !CreationDate || !whole || arn.includes(":continuous:")) return [];
      return [
        {
          arn,
          resourceArn,
          created: DateTime.fromJSDate(CreationDate, { zone: "utc" }),
          bytes: BackupSizeInBytes,
          ...(keyArn && { keyArn }),
        },
      ];
    },
  );
}

/** RDS's own backups of the database under that name, of deleted ones too, and of those that a restore has put aside. */
async function windowsOf({ rds, region }: Aws, database: string): Promise<RestoreWindow[]> {
  const paginator = paginateDescribeDBInstanceAutomatedBackups({ client: rds }, {});
  const listed = await pages(`RDS backups in ${region}`, paginator, (page) => page.DBInstanceAutomatedBackups);
  return listed.flatMap(({ DBInstanceIdentifier: identifier = "", DbiResourceId: resourceId, RestoreWindow, ...rest }) => {
    const ours = identifier === database || identifier.startsWith(`${database}-before-`);
    const { EarliestTime, LatestTime } = RestoreWindow ?? {};
    if (!ours || !resourceId || !EarliestTime || !LatestTime) return [];
    const [from, to] = [EarliestTime, LatestTime].map((time) => DateTime.fromJSDate(time, { zone: "utc" }));
    if (!from || !to) return [];
    const { Status: status = "", AllocatedStorage = 0, KmsKeyId: keyArn } = rest;
    return [{ status, identifier, resourceId, from, to, bytes: AllocatedStorage * 2 ** 30, ...(keyArn && { keyArn }) }];
  });
}

/** The database instance of that name; undefined where there is none. */
export async function databaseOf({ rds, region }: Aws, identifier: string): Promise<DatabaseFacts | undefined> {
  const answer = await ask(`database ${identifier} in ${region}`, () =>
    rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier })),
  );
  const instance = answer?.DBInstances?.[0];
  return instance && databaseFacts(identifier, instance);
}

function databaseFacts(identifier: string, instance: DBInstance): DatabaseFacts {
  return {
    identifier,
    status: instance.DBInstanceStatus ?? "",
    resourceId: instance.DbiResourceId,
    keyArn: instance.KmsKeyId,
    subnetGroup: instance.DBSubnetGroup?.DBSubnetGroupName,
    parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    securityGroups: instance.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []) ?? [],
    multiAz: instance.MultiAZ ?? false,
    encrypted: instance.StorageEncrypted ?? false,
    public: instance.PubliclyAccessible ?? false,
    protected: instance.DeletionProtection ?? false,
    managedPassword: instance.MasterUserSecret !== undefined,
  };
}

/** The status of the snapshot of that name; undefined where there is none. */
export async function snapshotOf({ rds, region }: Aws, identifier: string): Promise<string | undefined> {
  const answer = await ask(`snapshot ${identifier} in ${region}`, () =>
    rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: identifier })),
  );
  return answer?.DBSnapshots?.[0]?.Status;
}

/** AWS Backup's record of a database (docs.aws.amazon.com/aws-backup/latest/devguide/restoring-rds.html), the only one of a lost database. */
async function recordedIn({ backup, region }: Aws, vault: string, arn: string): Promise<RestoreSources["recorded"]> {
  const answer = await ask(`recovery point ${arn} in ${region}`, () =>
    backup.send(new GetRecoveryPointRestoreMetadataCommand({ BackupVaultName: vault, RecoveryPointArn: arn })),
  );
  const { DBSubnetGroupName: subnetGroup, DBParameterGroupName: parameterGroup, VpcSecurityGroupIds = "" } = answer?.RestoreMetadata ?? {};
  return { subnetGroup, parameterGroup, securityGroups: VpcSecurityGroupIds.match(/sg-[0-9a-f]+/g) ?? [] };
}

/** Restores of databases and file systems that began within the last 100 days. */
async function jobsIn({ backup, region }: Aws): Promise<RestoreJob[]> {
  const paginator = paginateListRestoreJobs({ client: backup }, { ByCreatedAfter: DateTime.utc().minus({ days: 100 }).toJSDate() });
  const listed = await pages(`restore jobs in ${region}`, paginator, (page) => page.RestoreJobs);
  return listed.flatMap(({ RestoreJobId: id, ResourceType: type = "", Status: status = "", RecoveryPointArn: pointArn = "", ...rest }) => {
    const { CreationDate, CompletionDate, CreatedResourceArn: resourceArn, CreatedBy } = rest;
    if (!id || !CreationDate) return [];
    const [created, completed] = [CreationDate, CompletionDate].map((time) => time && DateTime.fromJSDate(time, { zone: "utc" }));
    if (!created) return [];
    return [{ id, type, status, pointArn, created, completed, resourceArn, drill: CreatedBy?.RestoreTestingPlanArn !== undefined }];
  });
}
