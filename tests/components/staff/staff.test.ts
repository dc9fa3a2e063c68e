import { beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionSets } from "../../../components/staff/permission-sets.ts";
import { breakGlassFilter, breakGlassNotice } from "../../../components/staff/plan.ts";
import { Staff } from "../../../components/staff/staff.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, statementsOf } from "../iam.ts";
import { accountId, inputsByName, listed, ofType, only } from "../registrations.ts";
import { askAs, longestPolicy, managedOf, policyCharacters } from "../role-policies.ts";

const stack = "shops-account";
const archive = { bucketArn: `arn:aws:s3:::${stack}-log-archive-${accountId}`, keyAlias: `alias/${stack}-log-archive` };
const people = [
  { email: "ada@example.com", role: "administrator" },
  { email: "grace@example.com", role: "operator" },
  { email: "linus@example.com", role: "developer" },
  { email: "max@example.com", role: "auditor" },
] as const;
const breakGlass = { role: "break-glass", people: ["ada@example.com"] };

let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(() => new Staff("staff", { accountId, archive, people, breakGlass, policies: {} }), { stack });
});

const arn = (service: string, rest: string, region = "eu-central-1") => `arn:aws:${service}:${region}:${accountId}:${rest}`;
const node = arn("ec2", "instance/i-1");
const ofStore = (environment: string) => ({
  "ssm:resourceTag/project": "xcart-hosting",
  "ssm:resourceTag/environment": environment,
  "aws:ResourceTag/project": "xcart-hosting",
});
const viaAlias = { "kms:ResourceAliases": [archive.keyAlias] };
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

describe("who takes a role", () => {
  const ask = (name: string, context: Readonly<Record<string, string>>, from = accountId) =>
    decide(only(made, "aws:iam/role:Role", `staff-${name}`).inputs.assumeRolePolicy, {
      principal: `arn:aws:iam::${from}:user/somebody`,
      action: "sts:AssumeRole",
      context,
    });
  const withFactor = (user: string, age = "60") => ({
    "aws:username": user,
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": age,
  });

  test.each(people.map(({ email, role: name }) => [name, email] as const))("%s: only %s, with a second factor", (name, email) => {
    expect(ask(name, withFactor(email))).toBe("allowed");
    for (const other of people.filter((person) => person.email !== email)) expect(ask(name, withFactor(other.email))).toBe("unmentioned");
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["by an access key, which knows no second factor", { "aws:username": "ada@example.com" }, accountId],
    ["with a password alone", { ...withFactor("ada@example.com"), "aws:MultiFactorAuthPresent": "false" }, accountId],
    ["with a second factor of yesterday", withFactor("ada@example.com", "28800"), accountId],
    ["by someone who left", withFactor("bob@example.com"), accountId],
    ["by a role, which has no user's name", { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" }, accountId],
    ["from another account, under the same name", withFactor("ada@example.com"), "999999999999"],
  ])("no one takes a role %s", (_how, context, from) => {
    for (const name of ["administrator", "break-glass"]) expect(ask(name, context, from)).toBe("unmentioned");
  });

  test("for a working day; break-glass for an hour", () => {
    const durations = Object.fromEntries(ofType(made, "aws:iam/role:Role").map(({ inputs }) => [inputs.name, inputs.maxSessionDuration]));
    expect(durations).toEqual({
      "shops-account-administrator": 28800,
      "shops-account-operator": 28800,
      "shops-account-developer": 28800,
      "shops-account-auditor": 28800,
      "break-glass": 3600,
    });
  });
});

describe("what a role may do", () => {
  type Case = readonly [action: string, resource: string, context?: Readonly<Record<string, string | readonly string[]>>];
  const document = arn("ssm", "document/SSM-SessionManagerRunShell");
  const shell: Case = ["ssm:StartSession", document];
  const onNode = (environment: string): Case => [
    "ssm:StartSession",
    node,
    { ...ofStore(environment), "ssm:SessionDocumentAccessCheck": "true" },
  ];
  const logs: Case = ["logs:FilterLogEvents", arn("logs", "log-group:/shop-prod/web")];
  const logsOf = (environment: string): Case => [logs[0], logs[1], { "aws:ResourceTag/environment": environment }];
  const refresh: Case = [
    "autoscaling:StartInstanceRefresh",
    arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/shop-prod-web-1"),
    ofStore("prod"),
  ];
  const reboot: Case = ["rds:RebootDBInstance", arn("rds", "db:shop-prod-database")];
  const backup: Case = ["backup:StartBackupJob", arn("backup", "backup-vault:shop-prod-main")];
  const unblock: Case = ["wafv2:UpdateIPSet", arn("wafv2", "regional/ipset/blocked/1"), ofStore("prod")];
  const deployByHand: Case = ["sts:AssumeRole", role("shops-account-deploy-shop-prod")];
  const readArchive: Case = ["s3:GetObject", `${archive.bucketArn}/AWSLogs/1`];
  const openArchive: Case = ["kms:Decrypt", arn("kms", "key/1"), viaAlias];
  const deleteBackup: Case = ["backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1")];
  const unlock: Case = ["backup:DeleteBackupVaultLockConfiguration", arn("backup", "backup-vault:shop-prod-main")];
  const newPolicy: Case = ["kms:PutKeyPolicy", arn("kms", "key/1"), viaAlias];
  const endKey: Case = ["kms:ScheduleKeyDeletion", arn("kms", "key/1"), viaAlias];
  const never: readonly Case[] = [
    ["iam:CreateUser", `arn:aws:iam::${accountId}:user/eve@example.com`],
    ["iam:CreateAccessKey", `arn:aws:iam::${accountId}:user/ada@example.com`],
    ["iam:PassRole", role("shop-prod-web")],
    ["s3:DeleteObject", `${archive.bucketArn}/AWSLogs/1`],
    ["s3:BypassGovernanceRetention", `${archive.bucketArn}/AWSLogs/1`],
    ["cloudtrail:StopLogging", arn("cloudtrail", "trail/shops-account-trail")],
    ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:shop-prod-cache")],
    ["rds:DeleteDBInstance", arn("rds", "db:shop-prod-database")],
    ["kms:Decrypt", arn("kms", "key/2"), { "kms:ResourceAliases": ["alias/shop-prod-data"] }],
    // A document of one's own would leave no log, and a port forwarded none either: that one, to a database, administrators alone.
    ["ssm:StartSession", arn("ssm", "document/AWS-StartPortForwardingSession")],
    ["ssm:StartSession", node, { "ssm:SessionDocumentAccessCheck": "true" }],
  ];
  const asRoot: Case = ["ssm:SendCommand", node, ofStore("prod")];
  const toDatabase: Case = [
    "ssm:StartSession",
    arn("ssm", "document/AWS-StartPortForwardingSessionToRemoteHost", "eu-central-1").replace(accountId, ""),
  ];
  const standby: Case = [
    "autoscaling:EnterStandby",
    arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/shop-prod-web-1"),
    ofStore("prod"),
  ];
  const push: Case = ["s3:PutObject", `arn:aws:s3:::shop-prod-releases-${accountId}/releases/5.6.1/release.json`];
  const moveIn: Case = ["s3:PutObject", `arn:aws:s3:::shop-prod-releases-${accountId}/move-in/images/a.png`];
  const password: Case = ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:rds!db-1")];
  const runbooks = [asRoot, standby, push];
  const moves = [toDatabase, moveIn, password];
  const may: Readonly<Record<string, readonly Case[]>> = {
    administrator: [logs, refresh, reboot, backup, unblock, shell, onNode("prod"), onNode("dev"), deployByHand, ...runbooks, ...moves],
    operator: [logs, refresh, reboot, backup, unblock, shell, onNode("prod"), onNode("dev"), ...runbooks],
    developer: [logsOf("dev"), logsOf("staging"), shell, onNode("dev"), onNode("staging")],
    auditor: [readArchive, openArchive],
    "break-glass": [deleteBackup, unlock, newPolicy, endKey],
  };
  const everything = [
    logs,
    refresh,
    reboot,
    backup,
    unblock,
    shell,
    onNode("prod"),
    onNode("dev"),
    onNode("staging"),
    deployByHand,
    ...runbooks,
    ...moves,
  ];
  const mayNot: Readonly<Record<string, readonly Case[]>> = {
    administrator: [readArchive, openArchive, deleteBackup, unlock, newPolicy, endKey, ...never],
    operator: [deployByHand, ...moves, readArchive, openArchive, deleteBackup, unlock, newPolicy, endKey, ...never],
    developer: [
      logs,
      logsOf("prod"),
      onNode("prod"),
      ...runbooks,
      ...moves,
      refresh,
      reboot,
      backup,
      unblock,
      deployByHand,
      readArchive,
      deleteBackup,
      unlock,
      newPolicy,
      endKey,
      ...never,
    ],
    auditor: [...everything, deleteBackup, unlock, newPolicy, endKey, ...never],
    "break-glass": [deployByHand, onNode("prod"), readArchive, ...never],
  };
  const rows = (table: typeof may) =>
    Object.entries(table).flatMap(([name, cases]) =>
      cases.map(([action, resource, context = {}]) => [name, action, resource, context] as const),
    );

  test.each(rows(may))("%s: %s on %s", (name, action, resource, context) => {
    expect(askAs(made, `staff-${name}`)(action, resource, context)).toBe("allowed");
  });

  test.each(rows(mayNot))("%s: not %s on %s", (name, action, resource, context) => {
    expect(askAs(made, `staff-${name}`)(action, resource, context)).not.toBe("allowed");
  });

  test("each sees how things are set up; who handles incidents opens cases with AWS", () => {
    const seeing = ["arn:aws:iam::aws:policy/SecurityAudit", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"];
    const handling = [...seeing, "arn:aws:iam::aws:policy/AWSSupportAccess"];
    expect(Object.fromEntries(Object.keys(may).map((name) => [name, managedOf(made, `staff-${name}`)]))).toEqual({
      administrator: handling,
      operator: handling,
      developer: seeing,
      auditor: seeing,
      "break-glass": handling,
    });
  });

  test("no policy is longer than IAM takes", () => {
    expect(longestPolicy(made)).toBeLessThanOrEqual(policyCharacters);
  });
});

test("without people there are no roles, and nothing to sign in to", async () => {
  const noOne = await deploy(
    () => new Staff("staff", { accountId, archive, people: [], breakGlass: { role: "break-glass", people: [] }, policies: {} }),
  );
  expect(listed(noOne)).toEqual(["xcart-hosting:index:Staff staff"]);
});

test("groups of an identity center get the same permissions, for a working day, after all that is in them", async () => {
  const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
  const groups = { operator: "90677c8d22-12345678-1234-1234-1234-123456789012" };
  const sets = await deploy(() => new PermissionSets("staff", { accountId, archive, instanceArn, groups, policies: {} }), { stack });
  expect(Object.values(inputsByName(sets, "aws:ssoadmin/permissionSet:PermissionSet"))).toMatchObject([
    { name: "shops-operator", sessionDuration: "PT8H" },
  ]);
  const own = ["staff-operator", "staff-operator-runbooks"].map((name) => only(made, "aws:iam/policy:Policy", name).inputs.policy);
  const inline = statementsOf(only(sets, "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy").inputs.inlinePolicy);
  expect(inline).toEqual(own.flatMap(statementsOf));
  expect(new Set(inline.map(({ Sid }) => Sid)).size).toBe(inline.length);
  const assignment = only(sets, "aws:ssoadmin/accountAssignment:AccountAssignment");
  expect(assignment.inputs).toMatchObject({
    principalId: groups.operator,
    principalType: "GROUP",
    targetId: accountId,
    targetType: "AWS_ACCOUNT",
  });
  const parts = sets.filter(({ type }) => /managedPolicyAttachment|permissionSetInlinePolicy/.test(type)).map(({ urn }) => urn);
  expect(parts).toHaveLength(4);
  expect(assignment.dependencies).toEqual(expect.arrayContaining(parts));
});

test("break-glass rings for each call that takes it, refused ones too, in the trail and by mail", () => {
  expect(breakGlassFilter("break-glass")).toMatchObject({
    tolerated: 0,
    runbook: "break-glass",
    pattern: '{ ($.eventName = "AssumeRole*") && ($.requestParameters.roleArn = "*:role/break-glass") }',
  });
  expect(breakGlassNotice("emergency").pattern).toMatchObject({
    detail: { requestParameters: { roleArn: [{ suffix: ":role/emergency" }] } },
  });
});
