import { beforeAll, describe, expect, test } from "@jest/globals";
import { patchingAlarms } from "../../../components/alarms/patching-plan.ts";
import { NodeImage } from "../../../components/patching/node-image.ts";
import { Patching, type PatchingArgs } from "../../../components/patching/patching.ts";
import { type PatchRequest, patchRequest } from "../../../domain/contracts/patch-window.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { evidence, resources, roleMay } from "../backup/fixture.ts";
import { accountId, only, region, textOf } from "../registrations.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
const groupArn = arn("autoscaling", "autoScalingGroup:0:autoScalingGroupName/test-web");
const vaultArn = arn("backup", "backup-vault:test-backup");
const roleArn = `arn:aws:iam::${accountId}:role/test-backup`;
const window = { weekday: "thu", start: "03:00", hours: 3, timezone: "Europe/Berlin" } as const;
const fixture: PatchingArgs = {
  region,
  accountId,
  topicArn: "arn:topic",
  window,
  freezes: [{ from: "2026-12-14", to: "2026-12-28", reason: "Christmas season" }],
  emergency: { reason: "a hole in the kernel", until: "2026-12-16" },
  soakDays: 3,
  stagingParameter: "/shop-staging/patching/state",
  movesImage: true,
  groupName: "test-web",
  groupArn,
  alarms: ["canary", "node-errors"],
  backup: { vaultName: "test-backup", vaultArn, roleArn, resourceArns: [resources.RDS, resources.EFS], keepDays: 35 },
  records: evidence,
  oneAtATime: "reserved",
  dataKeyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
};
const deployPatching = async (change: Partial<PatchingArgs> = {}) =>
  await deploy(() => new Patching("patching", { ...fixture, ...change }));

/** What the function is told at each run, in the form that it reads. */
function requestOf(made: readonly Registration[]): PatchRequest {
  const { target } = only(made, "aws:scheduler/schedule:Schedule").inputs;
  const input = typeof target === "object" && target !== null && "input" in target ? target.input : undefined;
  return patchRequest.parse(JSON.parse(textOf(input)));
}

let patching: readonly Registration[] = [];
beforeAll(async () => {
  patching = await deployPatching();
});

describe("the function", () => {
  test("is told everything by its schedule, every five minutes", () => {
    expect(requestOf(patching)).toEqual({
      stack: "test",
      window,
      freezes: fixture.freezes,
      emergency: fixture.emergency,
      soakDays: 3,
      stagingParameter: "/shop-staging/patching/state",
      imageParameter: "/test/image",
      newestParameter: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
      stateParameter: "/test/patching/state",
      stateKeyArn: "arn:data-key",
      groupName: "test-web",
      patchGroup: "test",
      alarms: ["canary", "node-errors"],
      maintenanceWindowId: "patching-manager-id",
      backup: { vaultName: "test-backup", roleArn, resourceArns: [resources.RDS, resources.EFS], keepDays: 35 },
      records: { bucket: "archive", prefix: "records/patching/" },
    });
    expect(only(patching, "aws:scheduler/schedule:Schedule").inputs).toMatchObject({
      scheduleExpression: "rate(5 minutes)",
      state: "ENABLED",
    });
  });

  test("runs once at a time, and outside the VPC", () => {
    const { inputs } = only(patching, "aws:lambda/function:Function");
    expect([inputs.reservedConcurrentExecutions, inputs.vpcConfig]).toEqual([1, undefined]);
  });

  test("runs spaced, without a repetition between two calls, where no run is reserved", async () => {
    const spaced = await deployPatching({ oneAtATime: "spaced" });
    const { reservedConcurrentExecutions, timeout } = only(spaced, "aws:lambda/function:Function").inputs;
    expect(reservedConcurrentExecutions).toBeUndefined();
    expect(timeout).toBeLessThan(5 * 60);
    expect(only(spaced, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").inputs).toMatchObject({
      maximumRetryAttempts: 0,
    });
    expect(only(spaced, "aws:scheduler/schedule:Schedule").inputs).toMatchObject({
      scheduleExpression: "rate(5 minutes)",
      target: { retryPolicy: { maximumRetryAttempts: 0 } },
    });
  });

  test("replaces no nodes where the settings pin their image", async () => {
    const pinned = await deployPatching({ movesImage: false });
    expect(requestOf(pinned).imageParameter).toBeUndefined();
    const { policy } = only(pinned, "aws:iam/policy:Policy", "patching").inputs;
    expect(roleMay(policy, "ssm:PutParameter", arn("ssm", "parameter/test/image"))).toBe("unmentioned");
  });
});

describe("the state", () => {
  test("is sealed by the data key, and never put back by an update", () => {
    const { inputs, secrets, options } = only(patching, "aws:ssm/parameter:Parameter");
    expect(inputs).toMatchObject({ name: "/test/patching/state", type: "SecureString", keyId: "arn:data-key", value: "-" });
    expect([secrets, options.ignoreChanges]).toEqual([["value"], ["value"]]);
  });
});

describe("the function may", () => {
  const sealed = (parameter: string) => ({
    "kms:ViaService": `ssm.${region}.amazonaws.com`,
    "kms:EncryptionContext:PARAMETER_ARN": parameter,
  });
  const ofData = { "kms:ResourceAliases": "alias/shop-staging-data" };
  const own = arn("ssm", "parameter/test/patching/state");
  const stagings = arn("ssm", "parameter/shop-staging/patching/state");
  const newest = `arn:aws:ssm:${region}::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64`;
  const passed = (service: string) => ({ "iam:PassedToService": service });

  test.each<readonly [string, string, string, Readonly<Record<string, string>>?]>([
    ["read its state", "ssm:GetParameter", own],
    ["write its state", "ssm:PutParameter", own],
    ["open its state", "kms:Decrypt", "arn:data-key", sealed(own)],
    ["seal its state", "kms:Encrypt", "arn:data-key", sealed(own)],
    ["read staging's", "ssm:GetParameter", stagings],
    ["open staging's, whose key is another", "kms:Decrypt", arn("kms", "key/1"), { ...sealed(stagings), ...ofData }],
    ["read the newest image", "ssm:GetParameter", newest],
    ["read the nodes' image", "ssm:GetParameter", arn("ssm", "parameter/test/image")],
    ["move it", "ssm:PutParameter", arn("ssm", "parameter/test/image")],
    ["replace the nodes", "autoscaling:StartInstanceRefresh", groupArn],
    ["stop replacing them", "autoscaling:CancelInstanceRefresh", groupArn],
    ["look at replacements", "autoscaling:DescribeInstanceRefreshes", "*"],
    ["ask what rings", "cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:canary")],
    ["ask what nodes lack", "ssm:DescribeInstancePatchStatesForPatchGroup", "*"],
    ["switch the installation", "ssm:UpdateMaintenanceWindow", arn("ssm", "maintenancewindow/patching-manager-id")],
    ["back up", "backup:StartBackupJob", vaultArn],
    ["have AWS Backup do it", "iam:PassRole", roleArn, passed("backup.amazonaws.com")],
    ["write a record", "s3:PutObject", "arn:aws:s3:::archive/records/patching/test/2026-11-26T0200Z.json"],
    ["seal a record", "kms:GenerateDataKey", "arn:aws:kms:eu-central-1:123456789012:key/archive"],
  ])("%s", (_what, action, resource, context = {}) => {
    expect(roleMay(only(patching, "aws:iam/policy:Policy", "patching").inputs.policy, action, resource, context)).toBe("allowed");
  });

  test.each<readonly [string, string, string, Readonly<Record<string, string>>?]>([
    ["write staging's state", "ssm:PutParameter", stagings],
    ["read another parameter of its stack", "ssm:GetParameter", arn("ssm", "parameter/test/secret")],
    ["open anything else of the data key", "kms:Decrypt", "arn:data-key", sealed(arn("ssm", "parameter/test/secret"))],
    ["open what is no parameter", "kms:Decrypt", "arn:data-key", { "kms:ViaService": `s3.${region}.amazonaws.com` }],
    ["write what is staging's", "kms:Encrypt", arn("kms", "key/1"), { ...sealed(stagings), ...ofData }],
    [
      "replace another store's nodes",
      "autoscaling:StartInstanceRefresh",
      arn("autoscaling", "autoScalingGroup:0:autoScalingGroupName/shop-web"),
    ],
    ["change the group", "autoscaling:UpdateAutoScalingGroup", groupArn],
    ["switch another window", "ssm:UpdateMaintenanceWindow", arn("ssm", "maintenancewindow/mw-2")],
    ["delete a window", "ssm:DeleteMaintenanceWindow", arn("ssm", "maintenancewindow/patching-manager-id")],
    ["run commands on nodes", "ssm:SendCommand", "*"],
    ["delete backups", "backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1")],
    ["hand the role to another service", "iam:PassRole", roleArn, passed("ec2.amazonaws.com")],
    ["hand on another role", "iam:PassRole", `arn:aws:iam::${accountId}:role/test-restore`, passed("backup.amazonaws.com")],
    ["write another stack's records", "s3:PutObject", "arn:aws:s3:::archive/records/patching/shop/2026-11-26T0200Z.json"],
    ["read or delete records", "s3:DeleteObject", "arn:aws:s3:::archive/records/patching/test/2026-11-26T0200Z.json"],
  ])("not %s", (_what, action, resource, context = {}) => {
    expect(roleMay(only(patching, "aws:iam/policy:Policy", "patching").inputs.policy, action, resource, context)).toBe("unmentioned");
  });

  test("tag nothing but its backups, with its two tags", () => {
    const { policy } = only(patching, "aws:iam/policy:Policy", "patching").inputs;
    const point = arn("rds", "snapshot:awsbackup:job-1");
    expect([
      roleMay(policy, "backup:TagResource", point, { "aws:TagKeys": "purpose" }),
      roleMay(policy, "backup:TagResource", point, { "aws:TagKeys": "backup" }),
      roleMay(policy, "backup:TagResource", arn("rds", "db:test-database"), { "aws:TagKeys": "purpose" }),
    ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });

  test("read the staging of another account by its ARN, under that account's keys", async () => {
    const shared = `arn:aws:ssm:${region}:210987654321:parameter/shop-staging/patching/state`;
    const { policy } = only(await deployPatching({ stagingParameter: shared }), "aws:iam/policy:Policy", "patching").inputs;
    const key = (account: string) => `arn:aws:kms:${region}:${account}:key/1`;
    expect([
      roleMay(policy, "ssm:GetParameter", shared),
      roleMay(policy, "kms:Decrypt", key("210987654321"), { ...sealed(shared), ...ofData }),
      roleMay(policy, "kms:Decrypt", key(accountId), { ...sealed(shared), ...ofData }),
      roleMay(policy, "kms:Decrypt", key("210987654321"), { ...sealed(shared), "kms:ResourceAliases": "alias/shop-logs" }),
    ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned"]);
  });
});

describe("Patch Manager", () => {
  test("installs what is left in the window's last hour, local time, one node after the other", () => {
    expect(only(patching, "aws:ssm/maintenanceWindow:MaintenanceWindow").inputs).toMatchObject({
      schedule: "cron(0 5 ? * THU *)",
      scheduleTimezone: "Europe/Berlin",
      duration: 1,
      cutoff: 0,
    });
    expect(only(patching, "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask").inputs).toMatchObject({
      taskArn: "AWS-RunPatchBaseline",
      maxConcurrency: "1",
      maxErrors: "0",
    });
  });

  test("finds nodes by the tag that they carry, to scan and to patch", () => {
    const targets = [{ key: "tag:PatchGroup", values: ["test"] }];
    expect([
      only(patching, "aws:ssm/association:Association").inputs.targets,
      only(patching, "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget").inputs.targets,
      only(patching, "aws:ssm/patchGroup:PatchGroup").inputs.patchGroup,
    ]).toEqual([targets, targets, "test"]);
  });

  test("leaves to the function whether it installs", () => {
    const { inputs, options } = only(patching, "aws:ssm/maintenanceWindow:MaintenanceWindow");
    expect([inputs.enabled, options.ignoreChanges]).toEqual([true, ["enabled"]]);
  });

  test("approves critical fixes at once, and the rest after a week", () => {
    const { approvalRules } = only(patching, "aws:ssm/patchBaseline:PatchBaseline").inputs;
    expect(approvalRules).toMatchObject([
      { approveAfterDays: 0, patchFilters: [{ values: ["Security"] }, { values: ["Critical", "Important"] }] },
      { approveAfterDays: 7, enableNonSecurity: true },
    ]);
  });
});

test("the nodes' image is the newest at first, and never put back by an update", async () => {
  const made = await deploy(() => new NodeImage("image"), {
    lookups: { "aws:ssm/getParameter:getParameter": { value: "ami-0123456789abcdef0" } },
  });
  const { inputs, options } = only(made, "aws:ssm/parameter:Parameter");
  expect(inputs).toMatchObject({ name: "/test/image", type: "String", dataType: "aws:ec2:image", value: "ami-0123456789abcdef0" });
  expect(options.ignoreChanges).toEqual(["value"]);
});

test("patching is overdue a day after the longest time that freezes leave between windows", () => {
  const overdue = (longestGapDays: number) =>
    patchingAlarms({ stack: "test", functionName: "test-patching", longestGapDays }).find(({ name }) => name === "patches-overdue");
  expect([overdue(7)?.threshold, overdue(28)?.threshold]).toEqual([8, 29]);
});
