import { isRecord } from "../../domain/values.ts";
import { anyRoleOf, type Being, boundaryArnOf, unbounded } from "./actors.ts";
import { may, type Question } from "./ask.ts";
import { here } from "./assets.ts";
import { chosen } from "./deeds.ts";
import { account, accountId, others, store } from "./names.ts";
import type { Role, Thing, World } from "./world.ts";

/** How someone acts as someone else. */
export interface Way {
  readonly to: string;
  /** The call that it takes, by which the way is named. */
  readonly action: string;
  /** What the call is about. */
  readonly thing: Pick<Thing, "type" | "physicalName" | "arn" | "id">;
}

/** All ways from one to others in one step. */
export async function waysOf(world: World, who: Being): Promise<Way[]> {
  const roles = await Promise.all(world.roles.filter(({ name }) => name !== who.name).map((role) => toRole(world, who, role)));
  return [...roles.flat(), ...(await toNewRoles(who)), ...(await toNodes(world, who))];
}

const tags = (stack: string) => ({ "aws:ResourceTag/stack": stack, "aws:ResourceTag/project": "xcart-hosting" });

async function toRole(world: World, who: Being, role: Role): Promise<Way[]> {
  const thing = { type: "aws:iam/role:Role", physicalName: role.name, arn: role.arn, id: role.name };
  const context = { ...tags(role.stack), ...(role.boundaryArn !== undefined && { "iam:PermissionsBoundary": role.boundaryArn }) };
  const iam = (action: string, more: Partial<Question> = {}) => chosen(who, { action, arn: role.arn, context, ...more });
  const taken = await iam("sts:AssumeRole", { policy: role.trust });
  const rewritten = await iam("iam:UpdateAssumeRolePolicy");
  const ways: Way[] = [
    ...(taken ? [{ to: role.name, action: "sts:AssumeRole", thing }] : []),
    ...(rewritten ? [{ to: role.name, action: "iam:UpdateAssumeRolePolicy", thing }] : []),
    ...(await byCode(world, who, role)),
  ];
  const passed = await byPassing(who, role, thing);
  // Who has a role, and may say what it may do, has all that bounds it lets him.
  const raised = taken || rewritten ? await raisedBy(who, role, context) : undefined;
  return [...ways, ...passed, ...(raised === undefined ? [] : [{ to: boundOf(role), action: raised, thing }])];
}

/** Whom one becomes who has any right within a role's bounds. */
function boundOf({ boundaryArn }: Role): string {
  return (
    [store, ...others].map((stack) => (boundaryArn === boundaryArnOf(stack) ? anyRoleOf(stack) : "")).find((name) => name !== "") ??
    unbounded
  );
}

async function raisedBy(who: Being, role: Role, context: Question["context"]): Promise<string | undefined> {
  for (const action of ["iam:PutRolePolicy", "iam:AttachRolePolicy"])
    if (
      await chosen(who, {
        action,
        arn: role.arn,
        context: { ...context, "iam:PolicyARN": `arn:aws:iam::${accountId}:policy/${who.stack}-x` },
      })
    )
      return action;
  for (const arn of role.policyArns)
    if (await chosen(who, { action: "iam:CreatePolicyVersion", arn, context: {} })) return "iam:CreatePolicyVersion";
  return undefined;
}

/** By the program of a function that has the role. */
async function byCode(world: World, who: Being, role: Role): Promise<Way[]> {
  const functions = world.things.filter(({ type, inputs }) => type === "aws:lambda/function:Function" && inputs.role === role.arn);
  for (const thing of functions)
    if (await chosen(who, { action: "lambda:UpdateFunctionCode", arn: thing.arn, context: tags(thing.stack) }))
      return [{ to: role.name, action: "lambda:UpdateFunctionCode", thing }];
  return [];
}

/** What starts something of one's own that has a role which is handed over. AWS Backup does nothing of one's own. */
const starters: Readonly<Record<string, readonly [action: string, arn: (stack: string) => string]>> = {
  "lambda.amazonaws.com": ["lambda:CreateFunction", (stack) => here("lambda", `function:${stack}-x`)],
  "ec2.amazonaws.com": ["ec2:RunInstances", () => here("ec2", "instance/*").replace("*", "i-new")],
  "scheduler.amazonaws.com": ["scheduler:CreateSchedule", (stack) => here("scheduler", `schedule/${stack}-x/${stack}-x`)],
  "ssm.amazonaws.com": ["ssm:CreateDocument", (stack) => here("ssm", `document/${stack}-x`)],
};

async function byPassing(who: Being, role: Role, thing: Way["thing"]): Promise<Way[]> {
  for (const service of servicesIn(role.trust)) {
    const [action, arn] = starters[service] ?? [];
    if (action === undefined || arn === undefined) continue;
    const handed = await may(who, {
      action: "iam:PassRole",
      arn: role.arn,
      context: { ...tags(role.stack), "iam:PassedToService": service },
    });
    // What is made has no tags but those that are sent.
    if (handed && (await chosen(who, { action, arn: arn(who.stack), context: {} }))) return [{ to: role.name, action, thing }];
  }
  return [];
}

function servicesIn(trust: unknown): string[] {
  const statements = isRecord(trust) ? [trust.Statement].flat().filter(isRecord) : [];
  return statements.flatMap(({ Principal }) =>
    isRecord(Principal) ? [Principal.Service].flat().filter((one) => typeof one === "string") : [],
  );
}

/** By a role that one makes, with each boundary that there is, or none. */
async function toNewRoles(who: Being): Promise<Way[]> {
  const ways: Way[] = [];
  for (const stack of [store, ...others, account, "x"])
    for (const [to, boundary] of [
      ...[store, ...others].map((one) => [anyRoleOf(one), boundaryArnOf(one)] as const),
      [unbounded, undefined] as const,
    ]) {
      const arn = `arn:aws:iam::${accountId}:role/${stack}-new`;
      const bounds: Record<string, string> = boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary };
      const own = { ...bounds, "iam:PolicyARN": `arn:aws:iam::${accountId}:policy/${stack}-new` };
      if (!(await chosen(who, { action: "iam:CreateRole", arn, context: bounds }))) continue;
      if (await may(who, { action: "iam:AttachRolePolicy", arn, context: own }))
        ways.push({ to, action: "iam:CreateRole", thing: { type: "", physicalName: arn, arn, id: arn } });
    }
  return ways;
}

export const nodeRole = `${store}-node-1`;
/** PHP on a node, which has no role. */
export const php = "php";

const instance = here("ec2", "instance/i-1");
const onNode = { ...tags(store), "ssm:resourceTag/project": "xcart-hosting", "ssm:resourceTag/stack": store };
const shell = "arn:aws:ssm:us-east-1::document/AWS-RunShellScript";

/** Each a row of calls that all have to be allowed: anyone who makes them runs what he likes on nodes. */
function nodeCalls(
  world: World,
): readonly (readonly [to: string, ...calls: readonly (readonly [action: string, arn: string, context?: Question["context"]])[]])[] {
  const own = (type: string, name: RegExp) =>
    world.things.find((thing) => thing.type === type && thing.stack === store && name.test(thing.name))?.arn ?? "";
  const template = own("aws:ec2/launchTemplate:LaunchTemplate", /^(?!builder)/);
  const group = own("aws:autoscaling/group:Group", /^/);
  const releases = own("aws:s3/bucket:Bucket", /^releases$/);
  return [
    [nodeRole, ["ssm:SendCommand", instance, onNode], ["ssm:SendCommand", shell]],
    [
      nodeRole,
      ["ssm:SendCommand", instance, onNode],
      ["ssm:CreateDocument", here("ssm", `document/${store}-x`)],
      ["ssm:SendCommand", here("ssm", `document/${store}-x`), tags(store)],
    ],
    [nodeRole, ["ssm:CreateAssociation", instance, onNode], ["ssm:CreateAssociation", shell]],
    [nodeRole, ["ec2:CreateLaunchTemplateVersion", template, tags(store)], ["autoscaling:UpdateAutoScalingGroup", group, tags(store)]],
    [nodeRole, ["ssm:PutParameter", here("ssm", `parameter/${store}/image`), tags(store)]],
    [nodeRole, ["s3:PutObject", `${releases}/host/1`], ["ssm:PutParameter", here("ssm", `parameter/${store}/node`), tags(store)]],
    [php, ["s3:PutObject", `${releases}/releases/1`]],
  ];
}

async function toNodes(world: World, who: Being): Promise<Way[]> {
  if (who.name === nodeRole)
    return [{ to: php, action: "root on the node", thing: { type: "", physicalName: "node", arn: instance, id: "i-1" } }];
  const ways: Way[] = [];
  for (const [to, ...calls] of nodeCalls(world)) {
    const answers = await Promise.all(calls.map(([action, arn, context = {}]) => chosen(who, { action, arn, context })));
    const [[action, arn] = ["", ""]] = calls;
    if (answers.every(Boolean) && !ways.some((way) => way.to === to))
      ways.push({ to, action, thing: { type: "", physicalName: arn, arn, id: arn } });
  }
  return ways;
}
