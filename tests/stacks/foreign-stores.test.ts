import { beforeAll, describe, expect, test } from "@jest/globals";
import { deployPermissions } from "../../domain/permissions/deploy.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import type { Context } from "../components/iam.ts";
import { isAllowed, type RolePolicies } from "../support/judge.ts";
import { questionsOf, rolesOf } from "../support/roles.ts";
import { graphWith, zoneOf } from "./graphs.ts";

const accountId = "123456789012";
const stores = ["demo-dev", "demo-staging", "demo-prod"] as const;
type Store = (typeof stores)[number];
const pairs = stores.flatMap((own) => stores.filter((other) => other !== own).map((other) => [own, other] as const));

const boundaryOf = (stack: Store) => `arn:aws:iam::${accountId}:policy/demo-account-boundary-${stack}`;

/** Calls that name no resource, so that no policy can tell whose it is about. Those that change something of another's are in docs/limits.md. */
const withoutResource: Readonly<Record<string, readonly string[]>> = {
  "they make something new": [
    "cognito-idp:CreateUserPool",
    "elasticfilesystem:CreateFileSystem",
    "kms:CreateKey",
    "ssm:CreateMaintenanceWindow",
    "ssm:CreatePatchBaseline",
    "synthetics:CreateCanary",
  ],
  "AWS asks for it beside a call that names what it is about": [
    "backup-storage:MountCapsule",
    "cloudformation:CreateResource",
    "elasticloadbalancing:SetWebACL",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:UpdateLogDelivery",
  ],
  "which services may write to logs of the account": ["logs:DeleteResourcePolicy", "logs:PutResourcePolicy"],
  "saved queries of CloudWatch Logs, which have no ARN; who changes one changes what operators find ready, and no data": [
    "logs:DeleteQueryDefinition",
    "logs:PutQueryDefinition",
  ],
  "which bucket is scanned, by a role of the caller's own, which reaches none of another store": ["guardduty:CreateMalwareProtectionPlan"],
};
const known = Object.values(withoutResource)
  .flat()
  .map((action) => `${action} on *`);

const roles = new Map<Store, RolePolicies>();
const planning = new Map<Store, RolePolicies>();
const needs = new Map<Store, readonly Permission[]>();
beforeAll(async () => {
  const named = rolesOf(await graphWith("demo-account"), accountId);
  for (const stack of stores) {
    const graph = await graphWith(stack);
    const resources = graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
    const region = String(graph.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region);
    roles.set(stack, named(`demo-account-deploy-${stack}`));
    planning.set(stack, named(`demo-account-plan-${stack}`));
    needs.set(stack, deployPermissions(resources, { stack, accountId, region, boundary: `demo-account-boundary-${stack}` }));
  }
});

function of<V>(map: ReadonlyMap<Store, V>, stack: Store): V {
  const found = map.get(stack);
  if (found === undefined) throw new Error(`${stack} is not previewed`);
  return found;
}

const isRead = ({ action }: Permission) => /:(Describe|Get|List|BatchGet|View)/.test(action);

/** What anyone who calls decides: tags that he sends, and the boundary that he names. */
const chosen = (own: Store) => ({ "aws:RequestTag/stack": own, "iam:PermissionsBoundary": boundaryOf(own) });

/** What AWS says of the other store's things, which are there and have its tags. */
const tagsOf = (other: Store) => ({
  "aws:ResourceTag/stack": other,
  "aws:ResourceTag/project": "xcart-hosting",
  "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:us-east-1:${accountId}:db:${other}-database`,
});

const withoutTags = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !key.startsWith("aws:ResourceTag/")));

/** A call is allowed where it is allowed on each of the resources that it names, whatever tags are sent with it. */
async function isPossible(need: Permission, own: Store, other: Store, tags: Context): Promise<boolean> {
  const role = of(roles, own);
  for (const { action, resource, context } of questionsOf(need, { stack: other, boundary: boundaryOf(other), zone: zoneOf(other) })) {
    // A call that names nothing has nothing whose tags AWS could know.
    const there = resource === "*" ? {} : tags;
    const contexts = [{}, chosen(own)].map((more) => ({ ...withoutTags(context), ...there, ...more }));
    const answers = await Promise.all(contexts.map((sent) => isAllowed(role, { action, resource, context: sent })));
    if (!answers.includes(true)) return false;
  }
  return true;
}

async function possible(own: Store, other: Store, tags: Context): Promise<string[]> {
  const found: string[] = [];
  for (const need of of(needs, other).filter((one) => !isRead(one)))
    if (await isPossible(need, own, other, tags)) found.push(`${need.action} on ${need.resources.join(" ")}`);
  return found;
}

describe.each(pairs)("the role that deploys %s", (own, other) => {
  test(`changes nothing of ${other}, by none of the calls that make, change and delete it`, async () => {
    expect(of(needs, other).filter((need) => !isRead(need)).length).toBeGreaterThan(200);
    expect((await possible(own, other, tagsOf(other))).filter((call) => !known.includes(call))).toEqual([]);
  });
});

/** What a call takes beside the thing that it names, where AWS says so by a key. */
describe.each(pairs)("what the role that deploys %s makes", (own, other) => {
  const regional = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${accountId}:${rest}`;
  const alarm = regional("cloudwatch", `alarm:${own}-x`);
  const group = regional("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${own}-web`);
  const targets = (stack: Store) => regional("elasticloadbalancing", `targetgroup/${stack}-alb-1/0123456789abcdef`);

  test.each([
    ["cloudwatch:PutMetricAlarm", alarm, "cloudwatch:AlarmActions", regional("sns", `${own}-alerts`), true],
    ["cloudwatch:PutMetricAlarm", alarm, "cloudwatch:AlarmActions", regional("sns", "demo-account-alerts"), true],
    ["cloudwatch:PutMetricAlarm", alarm, "cloudwatch:AlarmActions", "arn:aws:automate:us-east-1:ec2:terminate", false],
    ["cloudwatch:PutMetricAlarm", alarm, "cloudwatch:AlarmActions", regional("ssm", "opsitem:1"), false],
    ["autoscaling:UpdateAutoScalingGroup", group, undefined, "", true],
    ["autoscaling:AttachLoadBalancerTargetGroups", group, "autoscaling:TargetGroupARNs", targets(own), true],
    ["autoscaling:AttachLoadBalancerTargetGroups", group, "autoscaling:TargetGroupARNs", targets(other), false],
    ["autoscaling:CreateAutoScalingGroup", group, "autoscaling:TargetGroupARNs", targets(other), false],
    ["autoscaling:AttachTrafficSources", group, "autoscaling:TrafficSourceIdentifiers", targets(other), false],
  ] as const)(`does not act on ${other}: %s on %s with %s %s`, async (action, resource, key, value, expected) => {
    const context = key === undefined ? {} : { [key]: [value] };
    expect(await isAllowed(of(roles, own), { action, resource, context })).toBe(expected);
  });
});

test.each(stores)(
  "the role that deploys %s gives its tag to keys that have just been made, and takes none that someone uses",
  async (own) => {
    const tagging = { action: "kms:TagResource", resource: `arn:aws:kms:us-east-1:${accountId}:key/1` };
    const ask = (more: Context) => isAllowed(of(roles, own), { ...tagging, context: { "aws:RequestTag/stack": own, ...more } });
    expect(await ask({})).toBe(true);
    expect(await ask({ "kms:ResourceAliases": ["alias/accounting"] })).toBe(false);
  },
);

/** Who reads whose outputs (stacks/Pulumi.demo-account.yaml). */
const reads: Readonly<Record<Store, readonly Store[]>> = { "demo-dev": [], "demo-staging": [], "demo-prod": ["demo-dev", "demo-staging"] };

describe.each(pairs)("the roles that plan and deploy %s", (own, other) => {
  const bucket = `arn:aws:s3:::demo-account-pulumi-state-${accountId}`;
  const places = ["stacks", "history", "backups"].map((kind) => `${bucket}/.pulumi/${kind}/xcart-hosting/${other}`);
  const objects = [`${places[0]}.json`, `${places[0]}.json.bak`, `${places[1]}/1`, `${places[2]}/1`, `${bucket}/plans/${other}/1.json`];
  /** What AWS says of a key of the account's stack. */
  const key = (alias: string) => ({ "aws:ResourceTag/stack": "demo-account", "kms:ResourceAliases": [`alias/demo-account-${alias}`] });
  const keyArn = `arn:aws:kms:us-east-1:${accountId}:key/1`;

  const allowed = async (role: RolePolicies, actions: readonly string[], resources: readonly string[], context: Context) => {
    const asked = actions.flatMap((action) => resources.map((resource) => ({ action, resource, context })));
    const answers = await Promise.all(asked.map(async (one) => ((await isAllowed(role, one)) ? [`${one.action} ${one.resource}`] : [])));
    return answers.flat();
  };
  const owner = { "s3:ResourceAccount": accountId };

  test(`write nothing of the state of ${other}, nor its plans, and read what the account's settings name`, async () => {
    for (const role of [of(roles, own), of(planning, own)]) {
      expect(await allowed(role, ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"], objects, owner)).toEqual([]);
      const read = await allowed(role, ["s3:GetObject"], objects, owner);
      expect(read).toEqual(reads[own].includes(other) ? [`s3:GetObject ${places[0]}.json`, `s3:GetObject ${places[0]}.json.bak`] : []);
    }
  });

  test(`open the secrets of ${other} only where they read its outputs, and those of no data`, async () => {
    for (const role of [of(roles, own), of(planning, own)]) {
      const opened = await allowed(role, ["kms:Decrypt"], [keyArn], key(`pulumi-secrets-${other}`));
      expect(opened.length > 0).toBe(reads[own].includes(other));
      expect(await allowed(role, ["kms:Encrypt", "kms:CreateGrant", "kms:PutKeyPolicy"], [keyArn], key(`pulumi-secrets-${other}`))).toEqual(
        [],
      );
      expect(await allowed(role, ["kms:Decrypt"], [keyArn], key("log-archive"))).toEqual([]);
    }
  });
});

test.each(stores)("the roles of %s open and read its own state, by the same questions", async (own) => {
  const state = `arn:aws:s3:::demo-account-pulumi-state-${accountId}/.pulumi/stacks/xcart-hosting/${own}.json`;
  const seal = { "aws:ResourceTag/stack": "demo-account", "kms:ResourceAliases": [`alias/demo-account-pulumi-secrets-${own}`] };
  for (const role of [of(roles, own), of(planning, own)]) {
    const questions = [
      { action: "s3:GetObject", resource: state, context: { "s3:ResourceAccount": accountId } },
      { action: "kms:Decrypt", resource: `arn:aws:kms:us-east-1:${accountId}:key/1`, context: seal },
    ];
    expect(await Promise.all(questions.map((question) => isAllowed(role, question)))).toEqual([true, true]);
  }
});
