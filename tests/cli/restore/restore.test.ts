import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import {
  CreateDBSnapshotCommand,
  type DBInstance,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
} from "@aws-sdk/client-rds";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { RestoreOptions } from "../../../cli/restore/options.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type AwsStub, stubAws } from "./aws-stub.ts";
import { bringUp, clientsOf, storeRestore, writeStack } from "./store.ts";

const at = "2026-11-20T03:12:00Z";
const restoredName = "shop-prod-database-20261120t031200";
const asideName = "shop-prod-database-before-20261120t031200";

let aws: EmulatedAws;
let stub: AwsStub;
let folder = "";

const clients = (region: string) => clientsOf(aws, region);

beforeEach(async () => {
  aws = await emulatedAws();
  stub = await stubAws(aws.endpoint);
  folder = mkdtempSync(join(tmpdir(), "restore-"));
  writeStack(folder, "shop-prod", { "123456789012": aws.accountId });
});
afterEach(async () => {
  await stub.close();
  rmSync(folder, { recursive: true });
});

const shop = (options: Partial<RestoreOptions>) =>
  storeRestore("shop-prod", { at, stacks: folder, ...options }, { ...aws.environment, AWS_ENDPOINT_URL: stub.endpoint });

async function instance(name: string, region = "us-east-1"): Promise<DBInstance> {
  const { DBInstances = [] } = await clients(region).rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }));
  const [found] = DBInstances;
  if (!found) throw new Error(`no instance ${name}`);
  return found;
}
const instances = async () =>
  (await clients("us-east-1").rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.map((each) => each.DBInstanceIdentifier);

/** RDS reaches back to November 1st; the vault has the files of each midnight. */
function backups(fileSystemId: string): void {
  stub.state.windows = [
    { identifier: "shop-prod-database", resourceId: "db-OLD", from: "2026-11-01T00:00:00Z", to: "2026-11-21T00:00:00Z", status: "active" },
  ];
  stub.state.points["shop-prod-backup EFS"] = ["19", "20", "21"].map((day) => ({
    RecoveryPointArn: `arn:aws:backup:us-east-1:${aws.accountId}:recovery-point:${day}`,
    ResourceArn: `arn:aws:elasticfilesystem:us-east-1:${aws.accountId}:file-system/${fileSystemId}`,
    CreationDate: new Date(`2026-11-${day}T00:00:00Z`),
    Status: "COMPLETED",
    BackupSizeInBytes: 5 * 2 ** 30,
  }));
}

test("without --yes it says what there is, and changes nothing", async () => {
  backups((await bringUp(aws, "shop-prod")).fileSystemId);
  const { status, stdout, stderr } = await shop({ what: "all", json: true });
  expect([status, stderr]).toEqual([0, []]);
  const plan = JSON.parse(stdout);
  expect(plan.parts).toEqual([
    {
      part: "database",
      moment: at,
      secondsBefore: 0,
      from: "db-OLD",
      minutes: 40,
      because: "a guess from 100 GiB: nothing has been restored yet",
    },
    {
      part: "files",
      moment: "2026-11-20T00:00:00Z",
      secondsBefore: 3 * 3600 + 12 * 60,
      from: `arn:aws:backup:us-east-1:${aws.accountId}:recovery-point:20`,
      minutes: 20,
      because: "a guess from 5 GiB: nothing has been restored yet",
    },
  ]);
  expect([await instances(), stub.state.started]).toEqual([["shop-prod-database"], []]);
});

test("--yes restores beside what runs, as safe as that; a second run finds it done", async () => {
  const { fileSystemId } = await bringUp(aws, "shop-prod");
  backups(fileSystemId);
  const first = await shop({ what: "all", yes: true });
  expect([first.status, first.stderr[0]]).toEqual([0, `1/5  Restore the database as ${restoredName}`]);
  const before = await instance("shop-prod-database");
  const restored = await instance(restoredName);
  expect(restored).toMatchObject({
    MultiAZ: true,
    DeletionProtection: true,
    StorageEncrypted: true,
    KmsKeyId: before.KmsKeyId,
    IAMDatabaseAuthenticationEnabled: true,
    BackupRetentionPeriod: 35,
    DBSubnetGroup: { DBSubnetGroupName: "shop-prod-database-0a1b2c3" },
    DBParameterGroups: [{ DBParameterGroupName: "shop-prod-database-0a1b2c3" }],
    VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-0123456789abcdef0" }],
  });
  expect(restored.PubliclyAccessible ?? false).toEqual(false);
  expect(restored.MasterUserSecret?.SecretArn).not.toEqual(before.MasterUserSecret?.SecretArn);
  expect(stub.state.started).toMatchObject([
    {
      RecoveryPointArn: `arn:aws:backup:us-east-1:${aws.accountId}:recovery-point:20`,
      IamRoleArn: `arn:aws:iam::${aws.accountId}:role/shop-prod-restore`,
      Metadata: { "file-system-id": fileSystemId, newFileSystem: "false", Encrypted: "true" },
    },
  ]);

  const second = await shop({ what: "all", yes: true });
  expect([second.status, second.stderr.filter((line) => line.includes(": done, ")).length]).toEqual([0, 4]);
  expect([(await instances())?.length, stub.state.started.length]).toEqual([2, 1]);
});

test("a run that AWS stopped in the middle is taken up where it was", async () => {
  backups((await bringUp(aws, "shop-prod")).fileSystemId);
  stub.state.refusal = new Refusal("InvalidRequestException", "too many jobs");
  const stopped = await shop({ what: "all", yes: true });
  expect([stopped.status, stopped.stdout]).toEqual([1, ""]);
  expect(stopped.stderr.at(-1)).toEqual("StartRestoreJob in us-east-1: the call failed (InvalidRequestException: too many jobs)");
  stub.state.refusal = undefined;
  const { status, stderr } = await shop({ what: "all", yes: true });
  expect([status, stderr[0]]).toEqual([0, `1/5  Restore the database as ${restoredName}: done, ${restoredName} exists: available`]);
  expect([(await instance(restoredName)).MasterUserSecret === undefined, stub.state.started.length]).toEqual([false, 1]);
});

test("after the switch the plan knows that it was done, and takes Pulumi's state over", async () => {
  backups((await bringUp(aws, "shop-prod")).fileSystemId);
  await shop({ what: "database", yes: true });
  const { rds } = clients("us-east-1");
  const rename = (DBInstanceIdentifier: string, NewDBInstanceIdentifier: string) =>
    rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, NewDBInstanceIdentifier, ApplyImmediately: true }));
  await rename("shop-prod-database", asideName);
  const half = JSON.parse((await shop({ what: "database", json: true })).stdout);
  await rename(restoredName, "shop-prod-database");
  const { restore: beside, switch: over } = JSON.parse((await shop({ what: "database", json: true })).stdout);
  const open = (steps: { title: string; done?: string }[]) => steps.filter(({ done }) => !done).map(({ title }) => title);
  expect(open(half.switch)).toContain("Give the restored one the store's name, shop-prod-database");
  expect([open(half.switch).includes(`Put the database aside as ${asideName}`), open(beside)]).toEqual([false, []]);
  expect(open(over).slice(0, 3)).toEqual([
    "Close the store",
    "Stop the nodes: staff write too, and the new ones begin with what was restored",
    "Let Pulumi take over what was restored",
  ]);
});

test("a database that RDS does not reach back for comes from the vault's snapshot", async () => {
  backups((await bringUp(aws, "shop-prod")).fileSystemId);
  stub.state.windows = [];
  const { rds } = clients("us-east-1");
  const snapshot = { DBSnapshotIdentifier: "nightly-20", DBInstanceIdentifier: "shop-prod-database" };
  const { DBSnapshot } = await rds.send(new CreateDBSnapshotCommand(snapshot));
  stub.state.points["shop-prod-backup RDS"] = [point(DBSnapshot?.DBSnapshotArn ?? "", "2026-11-20T01:00:00Z")];
  const { status, stdout } = await shop({ what: "database", yes: true });
  expect([status, (await instance(restoredName)).MultiAZ]).toEqual([0, true]);
  expect(stdout).toContain("database  2026-11-20T01:00:00Z, 2 hours and 12 minutes before the time asked, recovery point");
});

test("a copy goes into a stack where it lies, under that stack's own key", async () => {
  writeStack(folder, "refuge-prod", { "123456789012": aws.accountId, "us-east-1": "us-west-2" });
  const { keyArn } = await bringUp(aws, "refuge-prod", "us-west-2");
  const { rds, backup } = clients("us-west-2");
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: "shop-prod-backup-copy" }));
  const copied = { DBSnapshotIdentifier: "copied-20", DBInstanceIdentifier: "refuge-prod-database" };
  const { DBSnapshot } = await rds.send(new CreateDBSnapshotCommand(copied));
  stub.state.points["shop-prod-backup-copy RDS"] = [point(DBSnapshot?.DBSnapshotArn ?? "", "2026-11-20T01:00:00Z")];
  const result = await shop({ what: "database", from: "copy", into: "refuge-prod", yes: true });
  expect(result.status).toEqual(0);
  const name = "refuge-prod-database-20261120t031200";
  const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name }));
  expect(DBSnapshots?.[0]?.KmsKeyId).toEqual(keyArn);
  expect((await instance(name, "us-west-2")).DeletionProtection).toEqual(true);
});

test("a copy that was brought back into the own vault, under the vault's key, is restored under the store's", async () => {
  const { fileSystemId, keyArn } = await bringUp(aws, "shop-prod");
  backups(fileSystemId);
  stub.state.windows = [];
  const { rds } = clients("us-east-1");
  const back = { DBSnapshotIdentifier: "back-20", DBInstanceIdentifier: "shop-prod-database" };
  const { DBSnapshot } = await rds.send(new CreateDBSnapshotCommand(back));
  const returned = point(DBSnapshot?.DBSnapshotArn ?? "", "2026-11-20T01:00:00Z");
  stub.state.points["shop-prod-backup RDS"] = [
    { ...returned, EncryptionKeyArn: `arn:aws:kms:us-east-1:${aws.accountId}:key/of-the-vault` },
  ];
  const { status, stderr } = await shop({ what: "database", yes: true });
  expect([status, stderr[0]]).toEqual([0, "1/4  Copy the snapshot under the key of shop-prod"]);
  const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: restoredName }));
  expect(DBSnapshots?.[0]?.KmsKeyId).toEqual(keyArn);
});

const point = (RecoveryPointArn: string, created: string) => ({
  RecoveryPointArn,
  ResourceArn: `arn:aws:rds:us-east-1:${aws.accountId}:db:shop-prod-database`,
  CreationDate: new Date(created),
  Status: "COMPLETED",
});
