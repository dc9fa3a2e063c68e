import { deployPermissions } from "../../domain/permissions/deploy.ts";
import { fromQueue, type InRolesName, inFunctionsName, inNodesName, inSubnets } from "../../domain/permissions/in-roles-name.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import { isRecord } from "../../domain/values.ts";
import { UserError } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { nameOf } from "../preview/tree.ts";
import { type CodeCall, callsOf } from "./sdk-calls.ts";
import { shellCalls } from "./shell-calls.ts";

/** Permissions that one role of a stack needs. */
export interface RoleNeeds {
  /** `ci`, `nodes`, `staff`, or a function's name. */
  readonly role: string;
  /** The source of these needs. */
  readonly from: string;
  readonly needs: readonly Permission[];
}

/** A role whose needs are read on demand: reading code and pages takes longer than the preview. */
export interface Role extends Pick<RoleNeeds, "role"> {
  readonly read: () => RoleNeeds;
}

/** The roles of a stack: of CI, which deploys it, of nodes or staff, of each function. */
export function rolesOf(root: string, stack: string, graph: readonly GraphResource[]): Role[] {
  const functions = graph.filter(({ type }) => type === "aws:lambda/function:Function");
  return [
    { role: "ci", read: () => ofCi(stack, graph) },
    ...(has(graph, "aws:autoscaling/group:Group") ? [{ role: "nodes", read: () => nodes(root) }] : []),
    ...(has(graph, "xcart-hosting:index:Staff") ? [{ role: "staff", read: () => staff(root) }] : []),
    ...functions.map((one) => ({ role: nameOf(one), read: () => ofFunction(root, graph, one) })),
  ];
}

const has = (graph: readonly GraphResource[], type: string) => graph.some((one) => one.type === type);

function ofCi(stack: string, graph: readonly GraphResource[]): RoleNeeds {
  const provider = graph.find(({ type }) => type === "pulumi:providers:aws")?.inputs ?? {};
  const [accountId = "*"] = listed(provider.allowedAccountIds);
  const boundary = graph.flatMap(({ inputs }) => /policy\/([\w-]+)$/.exec(String(inputs?.permissionsBoundary))?.[1] ?? [])[0] ?? "*";
  const resources = graph.map(({ type, inputs }) => ({ type, inputs: inputs ?? {} }));
  const ofAccount = !has(graph, "xcart-hosting:index:Network");
  const needs = deployPermissions(resources, { stack, accountId, region: String(provider.region), boundary, ofAccount });
  return { role: "ci", from: "calls of the AWS provider, and what AWS does in the caller's name", needs };
}

function listed(value: unknown): string[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return Array.isArray(list) ? list.map(String) : [];
}

const nodes = (root: string): RoleNeeds => ({
  role: "nodes",
  from: "the commands in host/, and the agents of a node",
  needs: [...byCode(shellCalls(root, ["host"], [".sh", ".ts"])), ...byOthers(inNodesName)],
});

const staff = (root: string): RoleNeeds => ({
  role: "staff",
  from: "the commands in docs/operations: of all staff together",
  needs: byCode(shellCalls(root, ["docs/operations"], [".md"])),
});

const dependsOn = ({ propertyDependencies = {} }: GraphResource, urn: string) => propertyDependencies.functionName?.includes(urn) === true;

function ofFunction(root: string, graph: readonly GraphResource[], resource: GraphResource): RoleNeeds {
  const { urn, inputs = {} } = resource;
  const [, folder] = /dist\/functions\/([\w-]+)/.exec(JSON.stringify(inputs.code)) ?? [];
  const role = nameOf(resource);
  if (folder === undefined)
    throw new UserError(`${role}: got code of another origin, expected a bundle of functions/, whose calls can be read`);
  const calls = byCode(callsOf(root, folder));
  const called = (starts: readonly string[]) => calls.some(({ action }) => starts.some((start) => action.startsWith(start)));
  const wanted = [
    ...inFunctionsName.filter(({ after }) => after === undefined || called(after)),
    ...(isRecord(inputs.vpcConfig) ? [inSubnets] : []),
    ...(graph.some((one) => one.type.endsWith(":EventSourceMapping") && dependsOn(one, urn)) ? [fromQueue] : []),
  ];
  return { role, from: `calls in functions/${folder}, and what AWS does in its name`, needs: [...calls, ...byOthers(wanted)] };
}

/** One of each action; files that have it. Resources are those of the role's own policy. */
function byCode(calls: readonly CodeCall[]): Permission[] {
  const actions = [...new Set(calls.map(({ action }) => action))];
  return actions.map((action) => ({
    action,
    resources: ["*"],
    context: {},
    because: [...new Set(calls.filter((call) => call.action === action).map(({ file }) => file))],
  }));
}

const byOthers = (rows: readonly InRolesName[]): Permission[] =>
  rows.flatMap(({ actions, because, source }) =>
    actions.map((action) => ({ action, resources: ["*"], context: {}, because: [because], source })),
  );
