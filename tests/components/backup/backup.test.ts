import { beforeAll, describe, expect, test } from "@jest/globals";
import { Backup, type BackupArgs } from "../../../components/backup/backup.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, inputsByName, ofType, only, region, textOf, withoutTags } from "../registrations.ts";

const fixture: BackupArgs = {
  region,
  accountId,
  schedule: { start: "05:00", timeZone: "Europe/Berlin", completeWithinHours: 8 },
  keep: { continuousDays: 35, dailyDays: 35, weeklyDays: 90, monthlyDays: 400, coldAfterDays: 30 },
  lock: { mode: "governance", changeableForDays: 7, minimumDays: 7, maximumDays: 400 },
  copyRegion: "eu-west-1",
  breakGlassRole: "break-glass",
  topicArn: "arn:topic",
  protect: true,
};
const deployBackup = (change: Partial<BackupArgs> = {}) => deploy(() => new Backup("backup", { ...fixture, ...change }));

let backup: readonly Registration[] = [];
beforeAll(async () => {
  backup = await deployBackup();
});

const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

describe("the vaults", () => {
  test("are one in the store's Region and one in another, each with a key of its own there, protected, never emptied", () => {
    expect(Object.fromEntries(ofType(backup, vaultType).map((vault) => [vault.name, withoutTags(vault)]))).toEqual({
      backup: { region, name: "test-backup", kmsKeyArn: "arn:aws:test:::backup", forceDestroy: false },
      "backup-copy": { region: "eu-west-1", name: "test-backup-copy", kmsKeyArn: "arn:aws:test:::backup-copy", forceDestroy: false },
    });
    expect(ofType(backup, vaultType).map(({ options }) => options.protect)).toEqual([true, true]);
    expect(
      ofType(backup, "aws:kms/key:Key").map(({ inputs, options }) => [inputs.region, inputs.enableKeyRotation, options.protect]),
    ).toEqual([
      [region, true, true],
      ["eu-west-1", true, true],
    ]);
  });

  test("are locked in governance mode: nothing in AWS's form says that the lock becomes final", () => {
    const lock = { minRetentionDays: 7, maxRetentionDays: 400 };
    expect(inputsByName(backup, lockType)).toEqual({
      backup: { ...lock, region, backupVaultName: "test-backup" },
      "backup-copy": { ...lock, region: "eu-west-1", backupVaultName: "test-backup-copy" },
    });
  });

  test("are locked for good where the settings ask for compliance", async () => {
    const strict = await deployBackup({ lock: { ...fixture.lock, mode: "compliance" } });
    expect(ofType(strict, lockType).map(({ inputs }) => inputs.changeableForDays)).toEqual([7, 7]);
  });

  test("without protection are not protected, but their keys are", async () => {
    const open = await deployBackup({ protect: false });
    const protectedIn = (type: string) => ofType(open, type).map(({ options }) => options.protect);
    expect([protectedIn(vaultType), protectedIn("aws:kms/key:Key")]).toEqual([
      [false, false],
      [true, true],
    ]);
  });
});

describe.each(["backup", "backup-copy"])("the policy of %s", (name) => {
  const ask = (role: string, action: string) => {
    const principal = `arn:aws:iam::${accountId}:${role}`;
    const policy = only(backup, "aws:backup/vaultPolicy:VaultPolicy", name).inputs.policy;
    return decide(policy, { principal, action: `backup:${action}`, context: { "aws:PrincipalArn": principal } });
  };
  const weakening = [
    "DeleteRecoveryPoint",
    "UpdateRecoveryPointLifecycle",
    "PutBackupVaultAccessPolicy",
    "DeleteBackupVaultLockConfiguration",
  ];

  test.each(["role/administrator", "user/break-glass", "root", "role/other/break-glass"])("refuses to delete to %s", (role) => {
    expect(weakening.map((action) => ask(role, action))).toEqual(weakening.map(() => "denied"));
  });

  test("takes copies from no other account", () => {
    const policy = only(backup, "aws:backup/vaultPolicy:VaultPolicy", name).inputs.policy;
    const principal = "arn:aws:iam::210987654321:role/any";
    const action = "backup:CopyIntoBackupVault";
    expect(decide(policy, { principal, action, context: { "aws:PrincipalArn": principal } })).toBe("unmentioned");
  });

  test("leaves the break-glass role to IAM, and everyone to back up and restore", () => {
    expect(weakening.map((action) => ask("role/break-glass", action))).toEqual(weakening.map(() => "unmentioned"));
    expect([ask("role/any", "StartRestoreJob"), ask("role/any", "StartBackupJob")]).toEqual(["unmentioned", "unmentioned"]);
  });
});

describe("the keys' policies", () => {
  const ask = (registrations: readonly Registration[], principal: string, context: Record<string, string>) =>
    ofType(registrations, "aws:kms/key:Key").map(({ inputs }) => decide(inputs.policy, { principal, action: "kms:Decrypt", context }));
  const role = `arn:aws:iam::${accountId}:role/backup`;
  const other = "arn:aws:iam::210987654321:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

  test("admit the account through AWS Backup and RDS of their own Region", () => {
    const via = (service: string) => ({ "kms:CallerAccount": accountId, "kms:ViaService": service });
    expect(ask(backup, role, via(`backup.${region}.amazonaws.com`))).toEqual(["allowed", "unmentioned"]);
    expect(ask(backup, role, via("rds.eu-west-1.amazonaws.com"))).toEqual(["unmentioned", "allowed"]);
    expect(ask(backup, role, { "kms:CallerAccount": accountId })).toEqual(["unmentioned", "unmentioned"]);
  });

  test("admit another account only if copies go there", async () => {
    const copying = await deployBackup({ copyVaultArn: `arn:aws:backup:${region}:210987654321:backup-vault:shop` });
    const as = (principal: string) => ask(copying, principal, { "aws:PrincipalArn": principal });
    expect([ask(backup, other, { "aws:PrincipalArn": other }), as(other)]).toEqual([
      ["unmentioned", "unmentioned"],
      // The second Region's vault is no one's source.
      ["allowed", "unmentioned"],
    ]);
    // AWS Backup there, no one else; and AWS Backup here, which brings a copy back.
    expect([as("arn:aws:iam::210987654321:role/administrator"), as("arn:aws:iam::210987654321:root")].flat()).toEqual(
      Array(4).fill("unmentioned"),
    );
    expect(as(other.replace("210987654321", accountId))).toEqual(["allowed", "unmentioned"]);
  });
});

describe("the plans", () => {
  const rulesOf = (registrations: readonly Registration[], name: string) => only(registrations, "aws:backup/plan:Plan", name).inputs.rules;
  const copyArn = `arn:aws:backup:eu-west-1:${accountId}:backup-vault:test-backup-copy`;
  const common = { targetVaultName: "test-backup", scheduleExpressionTimezone: "Europe/Berlin", startWindow: 60, completionWindow: 480 };

  test("of snapshots copy each to the second Region, and keep the copy as long", () => {
    const rule = (ruleName: string, schedule: string, lifecycle: Record<string, number>) => ({
      ...common,
      ruleName,
      schedule,
      lifecycle,
      copyActions: [{ destinationVaultArn: copyArn, lifecycle }],
    });
    expect(rulesOf(backup, "backup-snapshots")).toEqual([
      rule("daily", "cron(0 5 ? * * *)", { deleteAfter: 35 }),
      rule("weekly", "cron(0 5 ? * SUN *)", { deleteAfter: 90 }),
      rule("monthly", "cron(0 5 1 * ? *)", { deleteAfter: 400, coldStorageAfter: 30 }),
    ]);
  });

  test("of continuous backups have one rule without copies", () => {
    expect(rulesOf(backup, "backup-continuous")).toEqual([
      { ...common, ruleName: "continuous", schedule: "cron(0 5 ? * * *)", lifecycle: { deleteAfter: 35 }, enableContinuousBackup: true },
    ]);
  });

  test("copy to another account as well where the settings name its vault", async () => {
    const copyVaultArn = `arn:aws:backup:${region}:210987654321:backup-vault:shop`;
    const rules = rulesOf(await deployBackup({ copyVaultArn }), "backup-snapshots");
    expect(JSON.stringify(rules).split(copyVaultArn)).toHaveLength(4);
  });

  test("take in what carries the stack's tag, and not before the role may and the vaults are locked", () => {
    const conditions = [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "test" }] }];
    const [rds, efs, s3] = ["arn:aws:rds:*:*:db:*", "arn:aws:elasticfilesystem:*:*:file-system/*", "arn:aws:s3:::*"];
    const selection = { iamRoleArn: "arn:aws:test:::backup-backup", conditions };
    expect(inputsByName(backup, "aws:backup/selection:Selection")).toEqual({
      "backup-snapshots": { ...selection, name: "test-snapshots", planId: "backup-snapshots-id", resources: [rds, efs, s3] },
      "backup-continuous": { ...selection, name: "test-continuous", planId: "backup-continuous-id", resources: [rds, s3] },
    });
    const waitsFor = (type: string, of: string) =>
      ofType(backup, type).map(({ dependencies }) => dependencies.filter((urn) => urn.includes(of)).length);
    expect(waitsFor("aws:backup/selection:Selection", "RolePolicyAttachment::")).toEqual([2, 2]);
    expect(waitsFor("aws:backup/plan:Plan", "VaultLockConfiguration::")).toEqual([2, 2]);
  });
});

test("each role is AWS Backup's to take, and has the policies that AWS asks for, buckets included", () => {
  const trust = { Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" };
  const roles = ofType(backup, "aws:iam/role:Role").map(({ inputs }) => [
    inputs.name,
    JSON.parse(textOf(inputs.assumeRolePolicy)).Statement,
  ]);
  expect(roles).toEqual([
    ["test-backup", [trust]],
    ["test-restore", [trust]],
  ]);
  const attached = ofType(backup, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
    ({ inputs }) => `${inputs.role} ${inputs.policyArn}`,
  );
  expect(attached.sort()).toEqual([
    "test-backup arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    "test-backup arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "test-restore arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    "test-restore arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
  ]);
});

test("the own vault tells the topic of objects that were left out", () => {
  expect(only(backup, "aws:backup/vaultNotifications:VaultNotifications").inputs).toEqual({
    backupVaultName: "test-backup",
    snsTopicArn: "arn:topic",
    backupVaultEvents: ["S3_BACKUP_OBJECT_FAILED"],
  });
});

describe("where copies go to another account, its vault's account", () => {
  const copyVaultArn = "arn:aws:backup:eu-west-1:210987654321:backup-vault:vaults-test";
  const ask = async (principal: string, action: string) =>
    ofType(await deployBackup({ copyVaultArn }), "aws:backup/vaultPolicy:VaultPolicy").map(({ inputs }) =>
      decide(inputs.policy, { principal, action: `backup:${action}`, context: { "aws:PrincipalArn": principal } }),
    );

  test("brings copies back into the own vault, and does nothing else there", async () => {
    const there = "arn:aws:iam::210987654321:role/vaults-copies";
    expect(await ask(there, "CopyIntoBackupVault")).toEqual(["allowed", "unmentioned"]);
    expect(await ask(there, "DeleteRecoveryPoint")).toEqual(["denied", "denied"]);
    expect(await ask(there, "StartRestoreJob")).toEqual(["unmentioned", "unmentioned"]);
    expect(await ask("arn:aws:iam::999999999999:role/vaults-copies", "CopyIntoBackupVault")).toEqual(["unmentioned", "unmentioned"]);
  });
});

describe("an air-gapped vault", () => {
  const airGapped = { minimumDays: 7, maximumDays: 800 };
  const arn = `arn:aws:backup:${region}:${accountId}:backup-vault:test-backup-air-gapped`;
  let apart: readonly Registration[] = [];
  beforeAll(async () => {
    apart = await deployBackup({ airGapped, protect: false });
  });

  test("is under a key of AWS's, with its bounds, and protected whatever the rest is", () => {
    const vault = only(apart, "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault");
    expect(withoutTags(vault)).toEqual({ region, name: "test-backup-air-gapped", minRetentionDays: 7, maxRetentionDays: 800 });
    expect(vault.options.protect).toBe(true);
    expect(ofType(backup, "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault")).toEqual([]);
  });

  test("is emptied, and opened to another account, by break-glass alone", () => {
    const policy = only(apart, "aws:backup/vaultPolicy:VaultPolicy", "backup-air-gapped").inputs.policy;
    const ask = (role: string, action: string) => {
      const principal = `arn:aws:iam::${accountId}:role/${role}`;
      return decide(policy, { principal, action: `backup:${action}`, context: { "aws:PrincipalArn": principal } });
    };
    const calls = [
      "DeleteRecoveryPoint",
      "DeleteBackupVault",
      "AssociateBackupVaultMpaApprovalTeam",
      "DisassociateBackupVaultMpaApprovalTeam",
    ];
    expect(calls.map((call) => ask("administrator", call))).toEqual(calls.map(() => "denied"));
    expect(calls.map((call) => ask("break-glass", call))).toEqual(calls.map(() => "unmentioned"));
  });

  test("has a plan of its own for files and buckets, whose copies stay warm in it; the database's copies go where they went", () => {
    const rules = (registrations: readonly Registration[], name: string) =>
      JSON.stringify(only(registrations, "aws:backup/plan:Plan", `backup-${name}`).inputs.rules);
    expect(rules(apart, "snapshots")).toBe(rules(backup, "snapshots"));
    const [, , monthly] = Object(only(apart, "aws:backup/plan:Plan", "backup-air-gapped").inputs).rules;
    expect(monthly.copyActions).toEqual([
      {
        destinationVaultArn: `arn:aws:backup:eu-west-1:${accountId}:backup-vault:test-backup-copy`,
        lifecycle: { deleteAfter: 400, coldStorageAfter: 30 },
      },
      { destinationVaultArn: arn, lifecycle: { deleteAfter: 400 } },
    ]);
    const chosen = inputsByName(apart, "aws:backup/selection:Selection");
    expect(Object.entries(chosen).map(([name, inputs]) => [name, Object(inputs).resources])).toEqual([
      ["backup-air-gapped", ["arn:aws:elasticfilesystem:*:*:file-system/*", "arn:aws:s3:::*"]],
      ["backup-continuous", ["arn:aws:rds:*:*:db:*", "arn:aws:s3:::*"]],
      ["backup-snapshots", ["arn:aws:rds:*:*:db:*"]],
    ]);
  });

  test("gets nothing before no one can say any more who opens it", () => {
    const { dependencies } = only(apart, "aws:backup/plan:Plan", "backup-air-gapped");
    expect(dependencies.filter((urn) => urn.endsWith("VaultPolicy::backup-air-gapped"))).toHaveLength(1);
  });
});
