import { beforeAll, describe, expect, test } from "@jest/globals";
import { isRecord } from "../../domain/values.ts";
import type { Context } from "../components/iam.ts";
import { isAllowed, type RolePolicies } from "../support/judge.ts";
import { managedPolicy } from "../support/managed-policies.ts";
import type { GraphResource } from "../support/offline.ts";
import { rolesOf } from "../support/roles.ts";
import { graphWith } from "./graphs.ts";

const accountId = "123456789012";
const arn = (service: string, what: string) => `arn:aws:${service}:us-east-1:${accountId}:${what}`;

/** What reads, copies or opens a thing, by the resources in a store's graph that hold its data. */
const ways: Readonly<Record<string, { readonly at: (name: string) => string; readonly actions: readonly string[] }>> = {
  "aws:cloudwatch/logGroup:LogGroup": {
    at: (name) => arn("logs", `log-group:${name}`),
    actions: [
      "CreateExportTask",
      "FilterLogEvents",
      "GetLogGroupFields",
      "GetLogRecord",
      "GetQueryResults",
      "PutSubscriptionFilter",
      "StartLiveTail",
      "StartQuery",
      "Unmask",
    ].map((one) => `logs:${one}`),
  },
  "aws:rds/instance:Instance": {
    at: () => arn("rds", "db:demo-prod-database"),
    actions: [
      "CreateDBInstanceReadReplica",
      "CreateDBSnapshot",
      "DownloadDBLogFilePortion",
      "ModifyDBInstance",
      "RestoreDBInstanceToPointInTime",
    ].map((one) => `rds:${one}`),
  },
  "aws:s3/bucket:Bucket": { at: (name) => `arn:aws:s3:::${name}/key`, actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"] },
  "aws:secretsmanager/secret:Secret": {
    at: (name) => arn("secretsmanager", `secret:${name}-a1b2c3`),
    actions: ["secretsmanager:GetSecretValue"],
  },
  "aws:kms/key:Key": {
    at: (name) => arn("kms", `key/${name}`),
    actions: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"],
  },
  "aws:efs/fileSystem:FileSystem": {
    at: () => arn("elasticfilesystem", "file-system/fs-1"),
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:CreateReplicationConfiguration"],
  },
  "aws:dynamodb/table:Table": {
    at: (name) => arn("dynamodb", `table/${name}`),
    actions: ["dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    at: (name) => arn("elasticache", `replicationgroup:${name}`),
    actions: ["elasticache:Connect", "elasticache:CreateSnapshot"],
  },
  "aws:sqs/queue:Queue": { at: (name) => arn("sqs", name), actions: ["sqs:ReceiveMessage"] },
  "aws:lambda/function:Function": {
    at: (name) => arn("lambda", `function:${name}`),
    actions: ["lambda:GetFunction", "lambda:InvokeFunction", "lambda:UpdateFunctionCode"],
  },
  "aws:backup/vault:Vault": {
    at: (name) => arn("backup", `backup-vault:${name}`),
    actions: ["backup:PutBackupVaultAccessPolicy", "backup:StartBackupJob"],
  },
  "aws:cognito/userPool:UserPool": {
    at: () => arn("cognito-idp", "userpool/us-east-1_1"),
    actions: ["cognito-idp:AdminGetUser", "cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup"],
  },
  "aws:ssm/document:Document": {
    at: (name) => arn("ssm", `automation-definition/${name}:$DEFAULT`),
    actions: ["ssm:StartAutomationExecution"],
  },
  "aws:ssm/parameter:Parameter": { at: (name) => arn("ssm", `parameter${name}`), actions: ["ssm:GetParameter", "ssm:GetParameterHistory"] },
  "aws:wafv2/webAcl:WebAcl": { at: (name) => arn("wafv2", `regional/webacl/${name}/1`), actions: ["wafv2:GetSampledRequests"] },
};

/** Copies that no graph has: what is made of production's data later, with the tags that anyone who makes it gives. */
const copies: readonly (readonly [action: string, resource: string, tags?: Context])[] = [
  ...["snapshot:demo-prod-final", "snapshot:rds:demo-prod-database-2026", "snapshot:awsbackup:job-1"].flatMap((what) =>
    ["CopyDBSnapshot", "ModifyDBSnapshotAttribute", "RestoreDBInstanceFromDBSnapshot", "StartExportTask"].map(
      (one) => [`rds:${one}`, arn("rds", what)] as const,
    ),
  ),
  ["rds:DownloadDBLogFilePortion", arn("rds", "db:demo-prod-database-20261120t031200")],
  ["rds:DownloadDBLogFilePortion", arn("rds", "db:awsbackup-restore-1")],
  ["rds:DownloadDBLogFilePortion", arn("rds", "db:demo-staging-c-1"), { "aws:ResourceTag/stack": "demo-staging" }],
  ["rds-db:connect", arn("rds-db", "dbuser:db-1/admin")],
  ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:rds!db-1-a1b2c3")],
  ["pi:DescribeDimensionKeys", arn("pi", "metrics/rds/db-1")],
  ["backup:StartRestoreJob", arn("backup", "recovery-point:1")],
  ["backup:StartCopyJob", arn("backup", "recovery-point:1")],
  ["ebs:GetSnapshotBlock", "arn:aws:ec2:us-east-1::snapshot/snap-1"],
  ["ec2:CreateSnapshot", arn("ec2", "volume/vol-1")],
  ["ec2:ModifySnapshotAttribute", "arn:aws:ec2:us-east-1::snapshot/snap-1"],
  ["elasticache:CopySnapshot", arn("elasticache", "snapshot:demo-prod")],
  ["logs:FilterLogEvents", arn("logs", "log-group:/demo-account/sessions")],
  ["logs:GetLogEvents", arn("logs", "log-group:/demo-prod/web:log-stream:i-1"), { "aws:ResourceTag/environment": "prod" }],
  ["s3:GetObject", `arn:aws:s3:::demo-account-log-archive-${accountId}/sessions/1`],
  ["ssm:GetCommandInvocation", "*"],
];

const previewed = new Map<string, readonly GraphResource[]>();
const graph = (stack: string) => previewed.get(stack) ?? [];
let developer: RolePolicies;
const staff: RolePolicies[] = [];
beforeAll(async () => {
  for (const stack of ["demo-account", "demo-staging", "demo-prod"]) previewed.set(stack, await graphWith(stack));
  const role = rolesOf(graph("demo-account"), accountId);
  const [audit, view] = await Promise.all(["SecurityAudit", "ViewOnlyAccess"].map(async (name) => await managedPolicy(name)));
  const withReading = (name: string): RolePolicies => ({ ...role(name), policies: { ...role(name).policies, audit, view } });
  developer = withReading("demo-account-developer");
  staff.push(developer, withReading("demo-account-operator"), withReading("demo-account-administrator"));
});

/** What AWS sends of the tags that the provider of a stack gives to all it makes. */
function tagsOf(stack: string): Record<string, string> {
  const provider = graph(stack).find(({ type }) => type === "pulumi:providers:aws")?.inputs?.defaultTags;
  const { tags }: { tags: Record<string, string> } = JSON.parse(String(provider));
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** The same of the instances that a launch template starts, under both names. */
function instanceTags(stack: string, part: string): Context {
  const template = graph(stack).find(({ type, urn }) => type === "aws:ec2/launchTemplate:LaunchTemplate" && urn.endsWith(`::${part}`));
  const specifications = [template?.inputs?.tagSpecifications ?? []].flat();
  const [tags] = specifications.flatMap((one) =>
    isRecord(one) && one.resourceType === "instance" && isRecord(one.tags) ? [one.tags] : [],
  );
  if (!tags) throw new Error(`${stack}: ${part} starts nothing with tags`);
  const named = (prefix: string) => Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, String(value)]);
  return { ...Object.fromEntries([...named("aws:ResourceTag"), ...named("ssm:resourceTag")]), "ssm:SessionDocumentAccessCheck": "true" };
}

const nameOf = ({ urn, inputs }: GraphResource) =>
  String(inputs?.name ?? inputs?.bucket ?? inputs?.replicationGroupId ?? `demo-prod-${urn.split("::").at(-1)}`);
const instance = arn("ec2", "instance/i-1");

async function reached(asked: readonly (readonly [string, string, Context?])[]): Promise<string[]> {
  const answers = await Promise.all(
    asked.map(async ([action, resource, context = {}]) =>
      (await isAllowed(developer, { action, resource, context })) ? `${action} on ${resource}` : [],
    ),
  );
  return answers.flat();
}

describe("a developer", () => {
  test("reads, copies and opens nothing that production stores", async () => {
    const asked = graph("demo-prod").flatMap((one) => {
      const { at, actions } = ways[one.type] ?? { at: String, actions: [] };
      return actions.map((action) => [action, at(nameOf(one)), tagsOf("demo-prod")] as const);
    });
    expect(new Set(asked.map(([action]) => action)).size).toBe(new Set(Object.values(ways).flatMap(({ actions }) => actions)).size);
    expect(await reached(asked)).toEqual([]);
  });

  test("nor any copy of it, whatever its tags", async () => {
    expect(await reached(copies)).toEqual([]);
  });

  test("gets onto staging's nodes, and neither onto production's nor onto a builder, which has a copy of a database", async () => {
    const onto = async (stack: string, part: string) =>
      await reached(["ssm:StartSession", "ssm:SendCommand"].map((action) => [action, instance, instanceTags(stack, part)] as const));
    expect(await onto("demo-staging", "web")).toEqual([`ssm:StartSession on ${instance}`]);
    for (const [stack, part] of [
      ["demo-staging", "builder"],
      ["demo-prod", "web"],
      ["demo-prod", "builder"],
    ] as const)
      expect([stack, part, await onto(stack, part)]).toEqual([stack, part, []]);
  });

  test("reads staging's logs", async () => {
    const asked = ["logs:FilterLogEvents", "logs:StartLiveTail"].map(
      (action) => [action, arn("logs", "log-group:/demo-staging/web"), tagsOf("demo-staging")] as const,
    );
    expect(await reached(asked)).toHaveLength(2);
  });
});

test("none of the staff changes tags, by which developers are kept off", async () => {
  const tagging = [
    ["ec2:CreateTags", instance],
    ["ec2:DeleteTags", instance],
    ["kms:TagResource", arn("kms", "key/1")],
    ["kms:UntagResource", arn("kms", "key/1")],
    ["logs:TagResource", arn("logs", "log-group:/demo-prod/web")],
    ["logs:UntagResource", arn("logs", "log-group:/demo-prod/web")],
    ["ssm:AddTagsToResource", arn("ssm", "managed-instance/mi-1")],
  ] as const;
  for (const role of staff)
    for (const [action, resource] of tagging)
      expect([
        role.arn,
        action,
        await isAllowed(role, { action, resource, context: { ...tagsOf("demo-prod"), "ssm:resourceTag/project": "xcart-hosting" } }),
      ]).toEqual([role.arn, action, false]);
});
