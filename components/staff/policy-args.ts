import type { Input } from "@pulumi/pulumi";
import type { ArchivePlace } from "../buckets/archive-place.ts";

/** Where staff work. */
export interface StaffPolicyArgs {
  readonly accountId: Input<string>;
  /** The account's stack. */
  readonly stack: string;
  readonly archive: ArchivePlace;
}

/** Condition for resources of this program, whatever their stack. */
export const ours = { StringEquals: { "aws:ResourceTag/project": "xcart-hosting" } };
