import { type Input, interpolate } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** The bucket of a self-managed Pulumi backend. */
export interface StateBucket {
  readonly bucketArn: string;
  /** The key that its objects, and secrets in them, are encrypted with. @default - AWS's own */
  readonly keyArn?: string | undefined;
}

/** The project's name in paths (Pulumi.yaml). */
const project = "xcart-hosting";

/** Whose state a role writes, and whose it reads. */
export interface OwnState {
  readonly stack: string;
  /** Stacks whose outputs it reads: the account's, and those that make zones below its own. */
  readonly reads: readonly string[];
}

/** What a preview does with Pulumi's state: it reads all, and takes no lock, since `pulumi preview` needs none. */
export function previewedState(bucket: StateBucket, accountId: Input<string>): IamStatement[] {
  const { bucketArn, keyArn } = bucket;
  return [
    listed(bucket, accountId),
    allow("State", ["s3:GetObject"], interpolate`${bucketArn}/*`, owned(accountId)),
    ...(keyArn ? [allow("StateKey", ["kms:Decrypt"], keyArn)] : []),
  ];
}

/**
 * What a deployment does with it: writes its own stack's, by the places that Pulumi's own backend has for it, and reads others' outputs
 * (github.com/pulumi/pulumi, pkg/backend/diy/store.go and lock.go).
 */
export function deployedState(bucket: StateBucket, accountId: Input<string>, { stack, reads }: OwnState): IamStatement[] {
  const { bucketArn, keyArn } = bucket;
  const at = (place: string) => interpolate`${bucketArn}/.pulumi/${place}`;
  const own = ["stacks", "history", "backups"].map((kind) => `${kind}/${project}/${stack}`);
  const places = [`${own[0]}.json*`, `${own[1]}/*`, `${own[2]}/*`, `locks/organization/${project}/${stack}/*`];
  return [
    listed(bucket, accountId),
    allow("State", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], places.map(at), owned(accountId)),
    allow(
      "OthersOutputs",
      ["s3:GetObject"],
      [at("meta.yaml"), ...reads.map((other) => at(`stacks/${project}/${other}.json*`))],
      owned(accountId),
    ),
    ...(keyArn ? [allow("StateKey", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], keyArn)] : []),
  ];
}

const owned = (accountId: Input<string>) => ({ StringEquals: { "s3:ResourceAccount": accountId } });

const listed = ({ bucketArn }: StateBucket, accountId: Input<string>) => allow("StateList", ["s3:ListBucket"], bucketArn, owned(accountId));
