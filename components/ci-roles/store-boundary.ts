import { type Input, interpolate } from "@pulumi/pulumi";
import { neverByStores } from "../../domain/defaults/backup.ts";
import { type BoundedPermission, boundedPermissions, neverOnKeys } from "../../domain/defaults/deploy/bounded.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import { canaryBeginning, watchNamespace } from "../../domain/defaults/payment-page.ts";
import { sessionKeyAlias, sessionLogName, sessionPrefix } from "../../domain/defaults/staff.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { type ArchivePlace, anyKey } from "../buckets/archive-place.ts";

/** Arguments for a store's permissions boundary. */
export interface StoreBoundaryArgs {
  readonly accountId: Input<string>;
  readonly stack: string;
  /** The account's stack, whose archive and sessions nodes write to. */
  readonly accountStack: string;
  readonly archive: ArchivePlace;
  /** Ids of the hosted zones in which its functions answer certificate authorities; any, where it makes its own. */
  readonly zones: readonly string[];
  readonly createsZone: boolean;
  /** Other stores of which it reads which image and releases they run. */
  readonly reads: readonly string[];
}

/**
 * The maximum that a role made by a store's deployment may do, whatever policies it is given: act on the store's own things. It makes no
 * role, no policy and no person, and hands over and takes the store's roles only. It allows nothing by itself. Its statements have no names,
 * since a policy has 6,144 characters.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function storeBoundaryStatements(args: StoreBoundaryArgs): IamStatement[] {
  return [
    ...boundedPermissions.map((right) => statementOf(right, args.stack)),
    ...ownRoles(args),
    ...zonesOf(args),
    ...ofOthers(args),
    { Effect: "Deny", Action: [...neverOnKeys, ...neverByStores], Resource: "*" },
  ];
}

const allow = (actions: readonly string[], resources: unknown, Condition?: unknown): IamStatement => ({
  Effect: "Allow",
  Action: alone(actions),
  Resource: alone(resources),
  ...(Condition ? { Condition } : {}),
});

/** The only element of a list, or the value as it is. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function statementOf({ actions, resources, told = "named", when = {} }: BoundedPermission, stack: string): IamStatement {
  const tag = "aws:ResourceTag/stack";
  const conditions = {
    named: {},
    own: { StringEquals: { [tag]: stack } },
    untagged: { Null: { [tag]: "true" } },
    "own or untagged": { StringEqualsIfExists: { [tag]: stack } },
  };
  const filled = (pattern: string) => pattern.replaceAll("{stack}", stack).replaceAll("{canary}", canaryBeginning(stack));
  const values = (keys: Readonly<Record<string, string | readonly string[]>>) =>
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, typeof value === "string" ? value : value.map(filled)]));
  const more = Object.fromEntries(Object.entries(when).map(([operator, keys]) => [operator, values(keys)]));
  const condition = { ...conditions[told], ...more };
  const places = resources.map((rest) => (rest === "*" ? rest : filled(`arn:aws:${rest}`)));
  return allow(actions, places, Object.keys(condition).length > 0 ? condition : undefined);
}

/** The role that sends mail is taken; AWS Backup and builders get theirs. */
function ownRoles({ accountId, stack }: StoreBoundaryArgs): IamStatement[] {
  const own = interpolate`arn:aws:iam::${accountId}:role/${stack}-*`;
  return [
    allow(["sts:AssumeRole"], own),
    allow(["iam:PassRole"], own, { StringEquals: { "iam:PassedToService": ["backup.amazonaws.com", "ec2.amazonaws.com"] } }),
  ];
}

function zonesOf({ stack, zones, createsZone }: StoreBoundaryArgs): IamStatement[] {
  const own = (createsZone ? ["*"] : zones).map((id) => `hostedzone/${id}`);
  return [
    allow(
      ["route53:ChangeResourceRecordSets", "route53:Get*", "route53:List*"],
      ["change/*", ...own].map((rest) => `arn:aws:route53:::${rest}`),
    ),
    allow(["cloudwatch:PutMetricData"], "*", { StringEquals: { "cloudwatch:namespace": [nodeNamespace(stack), watchNamespace] } }),
  ];
}

/** Records of sessions, of patching, of restore tests and of the payment page, in the account's archive; which image and releases other stores run. */
function ofOthers({ accountId, accountStack, archive, stack, reads }: StoreBoundaryArgs): IamStatement[] {
  // One pattern for records and restore tests: a policy has few characters, and a role's own names its folder.
  const written = [`${sessionPrefix}/*`, `re*/${stack}/*`];
  const read = reads.flatMap((other) => [`arn:aws:ssm:*:*:parameter/${other}/patching/state`, `arn:aws:s3:::${other}-releases-*`]);
  const keys = [sessionKeyAlias(accountStack), archive.keyAlias, ...reads.map((other) => `alias/${other}-data`)];
  return [
    // Written, not read: sessions of other stores' nodes are recorded there too.
    allow(
      ["s3:PutObject"],
      written.map((prefix) => interpolate`${archive.bucketArn}/${prefix}`),
    ),
    allow(
      ["s3:GetEncryptionConfiguration", "s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket", "ssm:GetParameter"],
      [archive.bucketArn, ...read],
    ),
    // Through services alone, as these keys say themselves (components/keys/policy.ts).
    allow(["kms:Decrypt", "kms:GenerateDataKey"], anyKey(accountId), { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keys } }),
    allow(
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      interpolate`arn:aws:logs:*:${accountId}:log-group:${sessionLogName(accountStack)}:*`,
    ),
  ];
}
