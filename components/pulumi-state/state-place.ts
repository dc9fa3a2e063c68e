import { type Input, interpolate } from "@pulumi/pulumi";
import { secretsKeyAlias, stateBucketName, stateKeyAlias } from "../../domain/defaults/pulumi-state.ts";

/** Where Pulumi keeps its state: the bucket of a self-managed backend, and what its objects and the secrets in them lie under. */
export type StatePlace = ForeignState | OwnState;

/** A bucket that another program made. */
interface ForeignState {
  readonly kind: "foreign";
  readonly bucketArn: Input<string>;
  /** The one key of its objects, and of the secrets of all stacks. @default - AWS's own */
  readonly keyArn?: string | undefined;
}

/** The account stack's own, by names that are known in advance. */
interface OwnState {
  readonly kind: "own";
  readonly bucketArn: Input<string>;
  /** Alias of the key of its objects. */
  readonly keyAlias: string;
  /** Alias of the key of the secrets of one stack. */
  readonly secretsKeyAlias: (stack: string) => string;
}

/** The state that an account's stack makes. */
export const ownState = (account: string, accountId: Input<string>): StatePlace => ({
  kind: "own",
  bucketArn: interpolate`arn:aws:s3:::${stateBucketName(account)}${accountId}`,
  keyAlias: stateKeyAlias(account),
  secretsKeyAlias: (stack) => secretsKeyAlias(account, stack),
});
