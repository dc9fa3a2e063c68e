import { program } from "../../stacks/program.ts";
import { configWith, storeLookups } from "../stacks/graphs.ts";
import { attachmentsOf, policiesOf } from "../support/attached.ts";
import { managedPolicies } from "../support/managed-policies.ts";
import { deploy, type Registration } from "../support/offline.ts";
import { answersOf, arnOf, physicalName } from "./arns.ts";
import { account, accountId, store } from "./names.ts";

/** Something in the account that AWS knows by an ARN. */
export interface Thing {
  readonly stack: string;
  readonly type: string;
  /** Pulumi's name. */
  readonly name: string;
  /** AWS's name. */
  readonly physicalName: string;
  readonly arn: string;
  /** The id that AWS gives it. */
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A role with all that says what it may do, and who may take it. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly stack: string;
  readonly policies: Readonly<Record<string, unknown>>;
  readonly boundary?: unknown;
  readonly boundaryArn?: string;
  readonly trust?: unknown;
  /** ARNs of the stack's own policies that it has. */
  readonly policyArns: readonly string[];
}

/** The account as its own stack and production's make it. */
export interface World {
  readonly things: readonly Thing[];
  readonly roles: readonly Role[];
  /** Policies of resources by the ARN of what they are of. */
  readonly resourcePolicies: ReadonlyMap<string, unknown>;
  readonly made: Readonly<Record<string, readonly Registration[]>>;
}

/** Previews both stacks as AWS would answer them. */
export async function worldOf(): Promise<World> {
  const made = {
    [account]: await deploy(program, { stack: account, config: configWith(account, {}).config, outputs: answersOf(account) }),
    [store]: await deploy(program, { stack: store, config: storeConfig(), lookups: storeLookups, outputs: answersOf(store) }),
  };
  const all = Object.entries(made);
  const things = all.flatMap(([stack, list]) => list.flatMap((one) => thingOf(stack, one) ?? []));
  const boundaries = new Map(things.filter(({ type }) => type === policyType).map(({ arn, inputs }) => [arn, parsed(inputs.policy)]));
  const roles = await Promise.all(
    all.flatMap(([stack, list]) =>
      list.filter(({ type }) => type === roleType).map(async (one) => await roleOf(stack, one, list, boundaries)),
    ),
  );
  return { things, roles, made, resourcePolicies: new Map(all.flatMap(([stack, list]) => policiesIn(stack, list))) };
}

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/policy:Policy";

/** With the archive of the account's stack, and the boundary that its stack makes. */
function storeConfig() {
  const known = { logArchiveArn: `arn:aws:s3:::${account}-log-archive-${accountId}`, permissionsBoundary: `${account}-boundary-${store}` };
  return configWith(store, { account: known }).config;
}

function thingOf(stack: string, { type, name, inputs, outputs }: Registration): Thing | undefined {
  const arn = arnOf(stack, { type, name, inputs });
  return arn === undefined
    ? undefined
    : { stack, type, name, arn, inputs, id: String(outputs.id), physicalName: physicalName(stack, { name, inputs }) };
}

async function roleOf(
  stack: string,
  role: Registration,
  list: readonly Registration[],
  boundaries: ReadonlyMap<string, unknown>,
): Promise<Role> {
  const own = policiesOf(list, role.urn);
  const managed = attachmentsOf(list, role.urn)
    .map(({ inputs }) => String(inputs.policyArn))
    .filter((arn) => arn.startsWith("arn:aws:iam::aws:"))
    .map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
  const name = physicalName(stack, role);
  const bounds = role.inputs.permissionsBoundary;
  if (bounds !== undefined && !boundaries.has(String(bounds)))
    throw new Error(`${name}: its boundary ${String(bounds)} is not in the account's stack`);
  return {
    name,
    arn: String(role.outputs.arn),
    stack,
    policies: {
      ...Object.fromEntries(own.map((one) => [physicalName(stack, one), parsed(one.inputs.policy)])),
      ...(await managedPolicies(managed)),
    },
    policyArns: own.map(({ outputs }) => String(outputs.arn)),
    trust: parsed(role.inputs.assumeRolePolicy),
    ...(bounds !== undefined && { boundary: boundaries.get(String(bounds)), boundaryArn: String(bounds) }),
  };
}

/** By the input that says what the policy is of. */
const policyTypes: Readonly<Record<string, readonly [of: string, document: string]>> = {
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket", "policy"],
  "aws:backup/vaultPolicy:VaultPolicy": ["backupVaultName", "policy"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn", "policy"],
  "aws:sqs/queuePolicy:QueuePolicy": ["queueUrl", "policy"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["fileSystemId", "policy"],
};

function policiesIn(stack: string, list: readonly Registration[]): [arn: string, document: unknown][] {
  return list.flatMap((one): [string, unknown][] => {
    if (one.type === "aws:kms/key:Key") return [[String(one.outputs.arn), parsed(one.inputs.policy)]];
    const [of] = policyTypes[one.type] ?? [];
    if (of === undefined) return [];
    const owners = (one.propertyDependencies[of] ?? []).flatMap((urn) => list.filter((other) => other.urn === urn));
    const named = owners.filter((other) => arnOf(stack, other) !== undefined);
    if (named.length !== 1) throw new Error(`${one.urn}: got ${named.length} resources that it is the policy of, expected one`);
    return named.map((other) => [String(other.outputs.arn), parsed(one.inputs.policy)]);
  });
}

const parsed = (document: unknown): unknown => JSON.parse(String(document));
