import { type Input, interpolate, type Output } from "@pulumi/pulumi";

/** Where the archive of logs is, by names that are known in advance: a policy that holds them can then be seen, and judged, in a preview. */
export interface ArchivePlace {
  readonly bucketArn: Input<string>;
  /** Alias of the archive's key, `alias/…`. */
  readonly keyAlias: string;
}

/** The condition that holds of the archive's key alone, in a statement about every key of the account. */
export const ofArchiveKey = ({ keyAlias }: ArchivePlace) => ({ "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias } });

/** Every key of an account, for statements that tell keys by their aliases. */
export const anyKey = (accountId: Input<string>) => interpolate`arn:aws:kms:*:${accountId}:key/*`;

/** The name of the bucket of an account's archive. */
export const archiveBucket = (accountStack: string, accountId: Input<string>): Output<string> =>
  interpolate`${accountStack}-log-archive-${accountId}`;

/** The archive of an account's stack (`stacks/account/foundation.ts` names it). */
export const archiveOf = (accountStack: string, accountId: Input<string>): ArchivePlace => ({
  bucketArn: interpolate`arn:aws:s3:::${archiveBucket(accountStack, accountId)}`,
  keyAlias: `alias/${accountStack}-log-archive`,
});
