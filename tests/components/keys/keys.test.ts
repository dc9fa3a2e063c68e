import { beforeAll, describe, expect, test } from "@jest/globals";
import { Keys } from "../../../components/keys/keys.ts";
import { refusedOnKeys } from "../../../domain/defaults/keys.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { type AccessRequest, decide, list, statementsOf } from "../iam.ts";
import { accountId, inputsByName, ofType, only, region } from "../registrations.ts";

const autoScaling = `arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_test`;
const administrator = `arn:aws:iam::${accountId}:role/administrator`;
const breakGlass = `arn:aws:iam::${accountId}:role/break-glass`;
const elsewhere = "999999999999";
const stranger = `arn:aws:iam::${elsewhere}:role/administrator`;

let keys: readonly Registration[] = [];
beforeAll(async () => {
  keys = await deploy(() => new Keys("keys", { region, accountId, autoScalingRoleArn: autoScaling, after: [] }));
});

const policyOf = (part: "data" | "logs") => only(keys, "aws:kms/key:Key", `keys-${part}`).inputs.policy;
const ask = (part: "data" | "logs", request: AccessRequest) => decide(policyOf(part), request);

const via = (service: string, account = accountId) => ({
  "kms:ViaService": `${service}.${region}.amazonaws.com`,
  "kms:CallerAccount": account,
});
const forAws = { "kms:GrantIsForAWSResource": "true" };
const logGroup = (account: string, of = region) => ({
  "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${of}:${account}:log-group:/store/web`,
});
const everyUse = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
];

test("both keys rotate each year, wait 30 days to be deleted, are protected and have an alias", () => {
  for (const { inputs, options } of ofType(keys, "aws:kms/key:Key")) {
    const { description, policy, tags, ...settings } = inputs;
    expect(settings).toEqual({
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      bypassPolicyLockoutSafetyCheck: true,
    });
    expect(options.protect).toBe(true);
  }
  expect(inputsByName(keys, "aws:kms/alias:Alias")).toEqual({
    "keys-data": { name: "alias/test-data", targetKeyId: "keys-data-id" },
    "keys-logs": { name: "alias/test-logs", targetKeyId: "keys-logs-id" },
  });
});

describe.each(["data", "logs"] as const)("the %s key", (part) => {
  test("names no principal by a wildcard, and no action `kms:*`", () => {
    for (const { Principal = {}, Action, Effect } of statementsOf(policyOf(part)).filter(({ Effect }) => Effect === "Allow")) {
      expect(
        Object.values(Principal)
          .flatMap(list)
          .filter((principal) => principal.includes("*")),
      ).toEqual([]);
      expect([list(Action).filter((action) => action === "*" || action === "kms:*"), Effect]).toEqual([[], "Allow"]);
    }
  });

  test.each(refusedOnKeys)("leaves %s to no one but break-glass, whatever IAM says", (action) => {
    const days = { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" };
    const asked = (principal: string) => ask(part, { principal, action, context: { ...days, "aws:PrincipalArn": principal } });
    for (const other of [administrator, stranger, `arn:aws:iam::${accountId}:root`, `${breakGlass}-2`]) expect(asked(other)).toBe("denied");
    expect(asked(breakGlass)).not.toBe("denied");
  });

  test("ends after thirty days at least, for break-glass too", () => {
    const ending = (days: string) =>
      ask(part, {
        principal: breakGlass,
        action: "kms:ScheduleKeyDeletion",
        context: { "aws:PrincipalArn": breakGlass, "kms:ScheduleKeyDeletionPendingWindowInDays": days },
      });
    expect([ending("7"), ending("29"), ending("30")]).toEqual(["denied", "denied", "allowed"]);
  });

  test("has a new policy from break-glass, and lets services take back their grants", () => {
    const context = { "aws:PrincipalArn": breakGlass };
    expect(ask(part, { principal: breakGlass, action: "kms:PutKeyPolicy", context })).toBe("allowed");
    const taken = { "aws:PrincipalArn": administrator, ...forAws };
    expect(ask(part, { principal: administrator, action: "kms:RevokeGrant", context: taken })).toBe("allowed");
  });

  test.each(["kms:DescribeKey", "kms:EnableKeyRotation", "kms:TagResource"])("leaves %s to the account's administrators", (action) => {
    expect(ask(part, { principal: administrator, action })).toBe("allowed");
    expect(ask(part, { principal: stranger, action })).toBe("unmentioned");
  });

  test.each([...everyUse, "kms:CreateGrant"])("does not let an administrator %s directly", (action) => {
    expect(ask(part, { principal: administrator, action, context: { "kms:CallerAccount": accountId } })).toBe("unmentioned");
  });

  test("does not let another account in, directly or through a service", () => {
    for (const action of [...everyUse, "kms:CreateGrant", "kms:DescribeKey"])
      for (const context of [{}, { ...via("s3", elsewhere), ...forAws }])
        expect(ask(part, { principal: stranger, action, context })).toBe("unmentioned");
  });
});

describe("the data key", () => {
  test.each(["rds", "elasticache", "elasticfilesystem", "ec2", "s3", "secretsmanager", "backup", "network-firewall"])(
    "is used by the account's principals through %s, by grants too",
    (service) => {
      for (const action of everyUse) expect(ask("data", { principal: administrator, action, context: via(service) })).toBe("allowed");
      const grant = { principal: administrator, action: "kms:CreateGrant" };
      expect(ask("data", { ...grant, context: { ...via(service), ...forAws } })).toBe("allowed");
      expect(ask("data", { ...grant, context: { ...via(service), "kms:GrantIsForAWSResource": "false" } })).toBe("unmentioned");
    },
  );

  test.each([
    ["another service", via("lambda")],
    ["the same service of another Region", { ...via("s3"), "kms:ViaService": "s3.us-west-2.amazonaws.com" }],
    ["a caller of another account", via("s3", elsewhere)],
  ])("is not used through %s", (_who, context) => {
    expect(ask("data", { principal: administrator, action: "kms:Decrypt", context })).toBe("unmentioned");
  });

  test("is used by auto scaling's role, which grants it to nodes' disks and to nothing but AWS", () => {
    for (const action of everyUse) expect(ask("data", { principal: autoScaling, action })).toBe("allowed");
    expect(ask("data", { principal: autoScaling, action: "kms:CreateGrant", context: forAws })).toBe("allowed");
    expect(ask("data", { principal: autoScaling, action: "kms:CreateGrant" })).toBe("unmentioned");
    expect(ask("data", { principal: stranger, action: "kms:CreateGrant", context: forAws })).toBe("unmentioned");
  });

  test("is granted by GuardDuty's malware scans to AWS, not through EC2, and by no other role", () => {
    const service = "malware-protection.guardduty.amazonaws.com";
    const role = `arn:aws:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForAmazonGuardDutyMalwareProtection`;
    const grant = (principal: string, context: Record<string, string>) =>
      ask("data", { principal, action: "kms:CreateGrant", context: { "aws:PrincipalArn": principal, ...context } });
    expect([grant(role, forAws), grant(role, {}), grant(administrator, forAws)]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });

  test.each([`logs.${region}.amazonaws.com`, "cloudwatch.amazonaws.com", "sns.amazonaws.com"])("is not used by %s", (principal) => {
    const context = { ...logGroup(accountId), "aws:SourceAccount": accountId };
    expect(ask("data", { principal, action: "kms:GenerateDataKey", context })).toBe("unmentioned");
  });
});

test("only where copies of backups go to another account may AWS Backup there use the data key, and never the log key", async () => {
  const copying = await deploy(
    () => new Keys("keys", { region, accountId, autoScalingRoleArn: autoScaling, after: [], copyAccountId: elsewhere }),
  );
  const answers = (registrations: readonly Registration[], part: string, request: AccessRequest) =>
    decide(only(registrations, "aws:kms/key:Key", `keys-${part}`).inputs.policy, request);
  const backup = `arn:aws:iam::${elsewhere}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
  const by = (principal: string, action: string, context = {}) => ({
    principal,
    action,
    context: { "aws:PrincipalArn": principal, ...context },
  });
  const decrypt = by(backup, "kms:Decrypt");
  expect([
    answers(keys, "data", decrypt),
    answers(copying, "data", decrypt),
    answers(copying, "logs", decrypt),
    answers(copying, "data", by(backup, "kms:CreateGrant", forAws)),
    answers(copying, "data", by(backup, "kms:CreateGrant")),
    answers(copying, "data", by(stranger, "kms:Decrypt")),
    answers(copying, "data", by(backup, "kms:ScheduleKeyDeletion")),
  ]).toEqual(["unmentioned", "allowed", "unmentioned", "allowed", "unmentioned", "unmentioned", "denied"]);
});

describe("the log key", () => {
  const logs = `logs.${region}.amazonaws.com`;

  test.each<readonly [string, string, Record<string, string>, string]>([
    ["CloudWatch Logs of this Region for this account's log groups", logs, logGroup(accountId), "allowed"],
    ["CloudWatch Logs for another account's log groups", logs, logGroup(elsewhere), "unmentioned"],
    ["CloudWatch Logs for log groups of another Region", logs, logGroup(accountId, "us-west-2"), "unmentioned"],
    ["CloudWatch Logs without a log group", logs, {}, "unmentioned"],
    ["CloudWatch Logs of another Region", "logs.us-west-2.amazonaws.com", logGroup(accountId), "unmentioned"],
  ])("on %s: %s with %o is %s", (_who, principal, context, expected) => {
    for (const action of everyUse) expect(ask("logs", { principal, action, context })).toBe(expected);
  });

  const topic = (account: string) => ({ "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:${region}:${account}:test-alerts` });

  test.each<readonly [string, (account: string) => Record<string, string>]>([
    ["cloudwatch.amazonaws.com", (account) => ({ "aws:SourceAccount": account, ...topic(account) })],
    // None of these is said to send a source to a key, and of EventBridge AWS says that it does not.
    ["events.amazonaws.com", topic],
    ["events.rds.amazonaws.com", topic],
    ["backup.amazonaws.com", topic],
  ])("is used by %s to publish to this account's topics only", (principal, of) => {
    const publish = (action: string, account: string) => ask("logs", { principal, action, context: of(account) });
    expect(["kms:Decrypt", "kms:GenerateDataKey"].map((action) => publish(action, accountId))).toEqual(["allowed", "allowed"]);
    expect(publish("kms:GenerateDataKey", elsewhere)).toBe("unmentioned");
    expect(ask("logs", { principal, action: "kms:GenerateDataKey" })).toBe("unmentioned");
    expect(publish("kms:Encrypt", accountId)).toBe("unmentioned");
  });

  test("is used by the account's principals through SNS, not through what the data key is for", () => {
    const through = (service: string) => ask("logs", { principal: administrator, action: "kms:Decrypt", context: via(service) });
    expect([through("sns"), through("s3"), through("rds")]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });

  test("is not used by auto scaling's role", () => {
    expect(ask("logs", { principal: autoScaling, action: "kms:Decrypt" })).toBe("unmentioned");
  });
});
