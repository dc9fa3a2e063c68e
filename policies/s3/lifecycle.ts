import { block } from "../model/demands.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { inline, partsOf } from "./types.ts";

/** A rule of a bucket's lifecycle, whichever way it is written. */
export interface LifecycleRule {
  readonly enabled: boolean;
  /** Days after which an unfinished upload is deleted. */
  readonly abortDays: number | undefined;
  readonly expirationDays: number | undefined;
  /** Days after which a previous version is deleted. */
  readonly noncurrentDays: number | undefined;
  readonly transitions: readonly { readonly days: number; readonly storageClass: string }[];
}

/** The lifecycle rules of a bucket, in the bucket or split from it. */
export function lifecycleOf(bucket: Resource, stack: Stack): LifecycleRule[] {
  const split = partsOf(bucket, "LifecycleConfiguration", stack).flatMap((part) => part.list("rules"));
  return [...split, ...inline(bucket, "lifecycleRules")].map(toRule);
}

function toRule(rule: unknown): LifecycleRule {
  const transitions = asList(read(rule, "transitions")).map((transition) => ({
    days: Number(read(transition, "days") ?? 0),
    storageClass: String(read(transition, "storageClass")),
  }));
  return {
    enabled: read(rule, "status") === "Enabled" || read(rule, "enabled") === true,
    abortDays: days(
      read(rule, "abortIncompleteMultipartUploadDays") ?? block(read(rule, "abortIncompleteMultipartUpload"))?.daysAfterInitiation,
    ),
    expirationDays: days(block(read(rule, "expiration") ?? read(rule, "expirations"))?.days),
    noncurrentDays: days(block(read(rule, "noncurrentVersionExpiration"))?.noncurrentDays),
    transitions,
  };
}

/** A number of days; in exports 0 stands for an unset one. */
const days = (value: unknown): number | undefined => (Number(value) > 0 ? Number(value) : undefined);
