import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Notices } from "../../../components/alarms/notices.ts";
import { backupNotices } from "../../../components/backup/notice-plan.ts";
import { BackupWatch } from "../../../components/backup/watch.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, inputsByName, ofType, only, region, textOf } from "../registrations.ts";
import { evidence, meets, resources, roleMay, settingsOf } from "./fixture.ts";

const arnOf = (name: string, of: string) => `arn:aws:backup:${of}:${accountId}:backup-vault:${name}`;
const own = { name: "test-backup", region, arn: arnOf("test-backup", region) } as const;
const copies = { name: "test-backup-copy", region: "eu-west-1", arn: arnOf("test-backup-copy", "eu-west-1") } as const;

describe("the hourly look", () => {
  let watch: readonly Registration[] = [];
  beforeAll(async () => {
    watch = await deploy(
      () =>
        new BackupWatch("backup-watch", {
          accountId,
          topicArn: "arn:topic",
          vaults: { own, copies },
          lock: { minimumDays: 7, maximumDays: 400 },
          resources: [{ name: "database", arn: resources.RDS }],
          types: ["RDS", "EFS", "S3"],
          evidence,
          logKeyArn: "arn:log-key",
          logRetentionDays: 400,
        }),
    );
  });

  test("is told what to look at in the form that it reads", () => {
    const lock = { minimumDays: 7, maximumDays: 400 };
    expect(settingsOf(only(watch, "aws:lambda/function:Function").inputs.environment, "BACKUP_WATCH")).toEqual({
      stack: "test",
      resources: [{ name: "database", arn: resources.RDS }],
      vaults: { own: { name: "test-backup", region, lock }, copies: { name: "test-backup-copy", region: "eu-west-1", lock } },
      restoreTests: { types: ["RDS", "EFS", "S3"], bucket: "archive", accountId },
    });
  });

  test("happens each hour, outside the VPC", () => {
    expect(only(watch, "aws:cloudwatch/eventRule:EventRule").inputs.scheduleExpression).toBe("rate(1 hour)");
    expect(only(watch, "aws:lambda/function:Function").inputs.vpcConfig).toBeUndefined();
  });

  test("reads the two vaults and its stack's evidence, and changes nothing", () => {
    const may = (action: string, resource: string) => roleMay(only(watch, "aws:iam/policy:Policy").inputs.policy, action, resource);
    expect([
      may("backup:DescribeBackupVault", own.arn),
      may("backup:ListRecoveryPointsByBackupVault", copies.arn),
      may("backup:DescribeBackupVault", arnOf("other", region)),
      may("backup:DeleteRecoveryPoint", own.arn),
      may("s3:GetObject", "arn:aws:s3:::archive/restore-tests/test/RDS/1.json"),
      may("s3:GetObject", "arn:aws:s3:::archive/AWSLogs/1"),
      may("s3:PutObject", "arn:aws:s3:::archive/restore-tests/test/RDS/1.json"),
    ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned", "allowed", "unmentioned", "unmentioned"]);
  });
});

describe("notices", () => {
  let notices: readonly Registration[] = [];
  beforeAll(async () => {
    notices = await deploy(
      () => new Notices("backup-notices", { plan: backupNotices({ vaultName: own.name, vaultArn: own.arn }), topicArn: "arn:topic" }),
    );
  });
  const told = (event: unknown) =>
    ofType(notices, "aws:cloudwatch/eventRule:EventRule")
      .filter(({ inputs }) => meets(JSON.parse(textOf(inputs.eventPattern)), event))
      .map(({ name }) => name.slice("backup-notices-".length));
  const event = (type: string, detail: Record<string, unknown>) => ({ source: "aws.backup", "detail-type": type, detail });
  const call = (eventName: string, backupVaultName: string) =>
    event("AWS API Call via CloudTrail", { eventSource: "backup.amazonaws.com", eventName, requestParameters: { backupVaultName } });

  test.each<readonly [string, unknown, readonly string[]]>([
    ["a failed backup", event("Backup Job State Change", { state: "FAILED", backupVaultName: own.name }), ["jobs"]],
    ["a backup that never began", event("Backup Job State Change", { state: "EXPIRED", backupVaultName: own.name }), ["jobs"]],
    ["a partial backup", event("Backup Job State Change", { state: "PARTIAL", backupVaultName: own.name }), ["jobs"]],
    ["a failed copy", event("Copy Job State Change", { state: "FAILED", sourceBackupVaultArn: own.arn }), ["copies"]],
    [
      "a continuous backup that stops",
      event("Recovery Point State Change", { status: "STOPPED", backupVaultName: own.name }),
      ["continuous"],
    ],
    [
      "a vault that is unlocked",
      event("Backup Vault State Change", { state: "MODIFIED", isLocked: "false", backupVaultName: own.name }),
      ["vault"],
    ],
    ["a vault that is deleted", event("Backup Vault State Change", { state: "DELETED", backupVaultName: own.name }), ["vault"]],
    ["the call that unlocks", call("DeleteBackupVaultLockConfiguration", own.name), ["calls"]],
    ["a call that deletes a backup", call("DeleteRecoveryPoint", own.name), ["calls"]],
  ])("are about %s", (_what, happened, expected) => {
    expect(told(happened)).toEqual(expected);
  });

  test.each<readonly [string, unknown]>([
    ["a backup that went well", event("Backup Job State Change", { state: "COMPLETED", backupVaultName: own.name })],
    ["another store's failed backup", event("Backup Job State Change", { state: "FAILED", backupVaultName: "other-backup" })],
    ["another store's failed copy", event("Copy Job State Change", { state: "FAILED", sourceBackupVaultArn: copies.arn })],
    ["a call that reads", call("DescribeBackupVault", own.name)],
    ["a call about another vault", call("DeleteRecoveryPoint", "other-backup")],
  ])("are not about %s", (_what, happened) => {
    expect(told(happened)).toEqual([]);
  });

  test("are JSON whatever AWS says, with what is wrong and a page that is there", () => {
    const targets = ofType(notices, "aws:cloudwatch/eventTarget:EventTarget");
    expect(targets).toHaveLength(5);
    for (const { inputs } of targets) {
      const { inputPaths, inputTemplate } = Object(inputs.inputTransformer);
      // EventBridge puts quotes round a text and escapes what is in it.
      const filled = textOf(inputTemplate).replace(/<(\w+)>/g, (_, name) => JSON.stringify(`the "${name}"\n`));
      const mail: Record<string, string> = JSON.parse(filled);
      expect(Object.keys(mail).sort()).toEqual(["what", "whatToDo", ...Object.keys(inputPaths)].sort());
      expect(mail.what).toMatch(/^test: [A-Z]/);
      expect([mail.whatToDo, existsSync(new URL(`../../../${mail.whatToDo}`, import.meta.url))]).toEqual([mail.whatToDo, true]);
      expect(inputs.arn).toBe("arn:topic");
    }
  });

  test("have a rule each, named after the stack", () => {
    expect(Object.values(inputsByName(notices, "aws:cloudwatch/eventRule:EventRule"))).toHaveLength(5);
    expect(only(notices, "aws:cloudwatch/eventRule:EventRule", "backup-notices-jobs").inputs.name).toBe("test-backup-notices-jobs");
  });
});
