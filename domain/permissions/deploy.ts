import { alsoSent, calledResources } from "./called-resources.ts";
import type { InCallersName } from "./callers-permission.ts";
import { has, inCallersName } from "./in-callers-name.ts";
import { taggedOnCreation } from "./made-resources.ts";
import { passedRoles } from "./passed-roles.ts";
import { filledIn, type GraphResource, type Permission, type ProviderCall, type Whose } from "./permission.ts";
import recorded from "./provider-calls.json" with { type: "json" };
import { unrecordedCalls } from "./unrecorded-calls.ts";

/** Those that a recording saw. */
export const recordedCalls: readonly ProviderCall[] = recorded.calls;

/** All of them. */
export const providerCalls: readonly ProviderCall[] = [...recordedCalls, ...unrecordedCalls];

/** The version of the provider whose calls were recorded. */
export const recordedProvider: string = recorded.provider;

/** Permissions to create, read, change and delete the resources of a stack's graph: the provider's calls, and those in the caller's name. */
export function deployPermissions(resources: readonly GraphResource[], whose: Whose): Permission[] {
  const types = new Set(resources.map(({ type }) => type));
  const called = providerCalls
    .filter(({ ofAccount = false }) => ofAccount === (whose.ofAccount ?? false))
    .filter(
      ({ type, phases, action }) => (types.has(type) || type === anyStack || phases.includes("invoke")) && !tolerated.includes(action),
    )
    .flatMap((call) => permissionsOf(call, whose));
  const onBehalf = inCallersName
    .filter((row) => resources.some(({ type, inputs }) => type === row.type && leadsTo(row, inputs)))
    .flatMap(({ type, actions, resources: patterns, context = {}, untagged, source }) =>
      actions.map((action) => ({ ...permission(action, patterns, context, type, whose), ...(untagged && { untagged }), source })),
    );
  return merged([...called, ...onBehalf, ...passed(resources, whose)]);
}

/** Permissions for one recorded call: the call, and to tag what it makes. */
function permissionsOf({ type, phases, action, resources, context = {} }: ProviderCall, whose: Whose): Permission[] {
  const patterns = calledResources(action, resources);
  const isTagged = context[stackTag] !== undefined;
  // AWS makes these with each network, without tags: the program finds them, empties and tags them.
  const adopted = type.startsWith("aws:ec2/default") && phases.includes("create") && { untagged: true };
  return [
    { ...permission(action, patterns, { ...context, ...alsoSent[action] }, type, whose), ...adopted },
    ...(isTagged ? taggedOnCreation(action, patterns) : []).map((one) => ({
      ...permission(one.action, one.resources, { [stackTag]: "{stack}" }, type, whose),
      untagged: true,
    })),
  ];
}

const stackTag = "aws:RequestTag/stack";

function leadsTo({ having, of }: InCallersName, inputs: GraphResource["inputs"]): boolean {
  if (having === undefined) return true;
  return of === undefined ? has(inputs, having) : inputs[having] === of;
}

/**
 * Recorded, and not needed: `iam:GetUser`, which the provider asks first and does without (github.com/hashicorp/aws-sdk-go-base,
 * awsauth.go, getAccountIDAndPartition); what turns off a key's rotation, which the recording tries and the program never asks for; to delete
 * a key, which is protected and no deployment's to do (docs/decisions/0059-a-store-reaches-its-own.md).
 */
const tolerated: readonly string[] = ["iam:GetUser", "kms:DisableKeyRotation", "kms:ScheduleKeyDeletion"];

/** The type under which calls are recorded that the provider makes for a stack as such. */
const anyStack = "pulumi:providers:aws";

/** Types that have no recorded calls: record them together with a new type (tests/support/calls/record.ts). */
export function unrecorded(resources: readonly GraphResource[], ofAccount = false): string[] {
  const known = new Set(providerCalls.filter((one) => (one.ofAccount ?? false) === ofAccount).map(({ type }) => type));
  const types = resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  return [...new Set(types)].filter((type) => !known.has(type)).sort();
}

function passed(resources: readonly GraphResource[], whose: Whose): Permission[] {
  return passedRoles
    .filter(({ type, property }) => resources.some((one) => one.type === type && has(one.inputs, property)))
    .map(({ type, service, role = "role/{stack}-*" }) =>
      permission("iam:PassRole", [`arn:aws:iam::{account}:${role}`], { "iam:PassedToService": `${service}.amazonaws.com` }, type, whose),
    );
}

function permission(
  action: string,
  resources: readonly string[],
  context: Readonly<Record<string, string | undefined>>,
  type: string,
  whose: Whose,
): Permission {
  return {
    action,
    resources: resources.map((resource) => filledIn(resource, whose)),
    context: Object.fromEntries(Object.entries(context).map(([key, value = ""]) => [key, filledIn(value, whose)])),
    because: [type],
  };
}

/** One of those that differ in nothing but what asks for them; sorted by action. */
function merged(permissions: readonly Permission[]): Permission[] {
  const byKey = new Map<string, Permission>();
  for (const one of permissions) {
    const key = JSON.stringify([one.action, one.resources, one.context, one.untagged ?? false, one.source ?? ""]);
    const before = byKey.get(key);
    byKey.set(key, before ? { ...before, because: [...new Set([...before.because, ...one.because])] } : one);
  }
  return [...byKey.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
