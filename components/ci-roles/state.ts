import { type Input, interpolate } from "@pulumi/pulumi";
import { plansPrefix } from "../../domain/defaults/pulumi-state.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey } from "../buckets/archive-place.ts";
import type { StatePlace } from "../pulumi-state/state-place.ts";

/** The project's name in paths (Pulumi.yaml). */
const project = "xcart-hosting";

/** The state that a role uses. */
export interface StateUse {
  readonly place: StatePlace;
  readonly accountId: Input<string>;
  readonly stack: string;
  /** Stacks whose outputs it reads: the account's, and those that make zones below its own. */
  readonly reads: readonly string[];
}

/** Permissions of a plan on Pulumi's state: it reads its own stack's, and others' outputs, takes no lock, and leaves the plan for its approval. */
export function plannedState(use: StateUse): IamStatement[] {
  const { stack, reads } = use;
  return [
    listed(use),
    on(use, "State", ["s3:GetObject"], ["meta.yaml", ...[stack, ...reads].flatMap(checkpoint)].map(pulumi)),
    on(use, "Plans", ["s3:PutObject"], [`${plansPrefix}/${stack}/*`]),
    ...keys(use, ["kms:Decrypt"]),
  ];
}

/**
 * Permissions of a deployment on Pulumi's state: it writes its own stack's, by the places that Pulumi's own backend has for it, reads others' outputs, and the
 * plan that was approved (github.com/pulumi/pulumi, pkg/backend/diy/store.go and lock.go).
 */
export function deployedState(use: StateUse): IamStatement[] {
  const { stack, reads } = use;
  const own = [
    ...checkpoint(stack),
    `history/${project}/${stack}/*`,
    `backups/${project}/${stack}/*`,
    `locks/organization/${project}/${stack}/*`,
  ];
  return [
    listed(use),
    on(use, "State", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], own.map(pulumi)),
    on(use, "OthersOutputs", ["s3:GetObject"], ["meta.yaml", ...reads.flatMap(checkpoint)].map(pulumi)),
    on(use, "Plans", ["s3:GetObject"], [`${plansPrefix}/${stack}/*`]),
    ...keys(use, ["kms:Decrypt", "kms:Encrypt"]),
  ];
}

/** Aliases of keys of the account's stack that a role may use all the same: those of the state, of its own secrets, and of what it reads. */
export const stateKeys = ({ place, stack, reads }: Pick<StateUse, "place" | "stack" | "reads">): string[] =>
  place.kind === "own" ? [place.keyAlias, ...[stack, ...reads].map(place.secretsKeyAlias)] : [];

const pulumi = (path: string) => `.pulumi/${path}`;
const checkpoint = (stack: string) => [".json*", ".pulumi-tags"].map((end) => `stacks/${project}/${stack}${end}`);

function on({ place, accountId }: StateUse, sid: string, actions: readonly string[], paths: readonly string[]): IamStatement {
  const resources = paths.map((path) => interpolate`${place.bucketArn}/${path}`);
  return allow(sid, actions, resources, { StringEquals: { "s3:ResourceAccount": accountId } });
}

const listed = ({ place, accountId }: StateUse) =>
  allow("StateList", ["s3:ListBucket"], place.bucketArn, { StringEquals: { "s3:ResourceAccount": accountId } });

/**
 * The key of the objects through S3 alone; the key of its own secrets; and those of what it reads, since Pulumi opens the data key of a stack
 * before it reads an output that is no secret.
 */
function keys({ place, accountId, stack, reads }: StateUse, sealing: readonly string[]): IamStatement[] {
  const through = ["kms:Decrypt", "kms:GenerateDataKey"];
  if (place.kind === "foreign") return place.keyArn ? [allow("StateKey", [...new Set([...through, ...sealing])], place.keyArn)] : [];
  const named = (aliases: readonly string[]) => ({ "ForAnyValue:StringEquals": { "kms:ResourceAliases": aliases } });
  const ofService = { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } };
  return [
    allow("StateKey", through, anyKey(accountId), { ...named([place.keyAlias]), ...ofService }),
    allow("Secrets", sealing, anyKey(accountId), named([place.secretsKeyAlias(stack)])),
    ...(reads.length > 0 ? [allow("OthersSecrets", ["kms:Decrypt"], anyKey(accountId), named(reads.map(place.secretsKeyAlias)))] : []),
  ];
}
