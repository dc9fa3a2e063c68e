import { beforeAll, describe, expect, test } from "@jest/globals";
import { deployPermissions } from "../../domain/permissions/deploy.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import type { Context } from "../components/iam.ts";
import { isAllowed, type RolePolicies } from "../support/judge.ts";
import { offlineGraph } from "../support/offline.ts";
import { questionsOf, rolesOf } from "../support/roles.ts";
import { zoneOf } from "./graphs.ts";

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
  "which bucket is scanned, by a role of the caller's own, which reaches none of another store": ["guardduty:CreateMalwareProtectionPlan"],
};
const known = Object.values(withoutResource)
  .flat()
  .map((action) => `${action} on *`);

const roles = new Map<Store, RolePolicies>();
const needs = new Map<Store, readonly Permission[]>();
beforeAll(async () => {
  const named = rolesOf(await offlineGraph("demo-account"), accountId);
  for (const stack of stores) {
    const graph = await offlineGraph(stack);
    const resources = graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
    const region = String(graph.find(({ type }) => type === "pulumi:providers:aws")?.inputs?.region);
    roles.set(stack, named(`demo-account-deploy-${stack}`));
    needs.set(stack, deployPermissions(resources, { stack, accountId, region, boundary: `demo-account-boundary-${stack}` }));
  }
});

function of<V>(map: ReadonlyMap<Store, V>, stack: Store): V {
  const found = map.get(stack);
  if (found === undefined) throw new Error(`${stack} is not previewed`);
  return found;
}

const isRead = ({ action }: Permission) => /:(Describe|Get|List|BatchGet|View)/.test(action);

/** What whoever calls decides: tags that he sends, and the boundary that he names. */
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
