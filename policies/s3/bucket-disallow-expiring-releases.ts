import type { Policy } from "../model/policy.ts";
import { read } from "../model/values.ts";
import { holdsReleases } from "./releases.ts";
import { buckets, inline, partsOf } from "./types.ts";

/** Days for which a release that was written over or deleted can be had back. */
const least = 30;

export const s3BucketDisallowExpiringReleases: Policy = {
  name: "aws-s3-bucket-disallow-expiring-releases",
  description: "Releases stay until somebody deletes them, and what is deleted can be had back for a month.",
  severity: "high",
  controls: [
    {
      key: "S3-40",
      service: "S3",
      control: "Releases, from which nodes start, do not expire",
      pci: ["6.5.1", "12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Take expiration out of the lifecycle, and set noncurrentDays to ${least} or more.`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!stack.isOurs || !holdsReleases(bucket)) return undefined;
    const rules = partsOf(bucket, "LifecycleConfiguration", stack).flatMap((part) => inline(part, "rules"));
    return [...rules, ...inline(bucket, "lifecycleRules")].flatMap((rule) => {
      const days = read(rule, "expiration.days") ?? read(rule, "expiration.date");
      const kept = Number(read(rule, "noncurrentVersionExpiration.noncurrentDays") ?? least);
      return [
        ...(days === undefined || days === null || days === 0 ? [] : [`releases expire after ${String(days)}; take expiration out`]),
        ...(kept >= least ? [] : [`what is written over is gone after ${kept} days; set noncurrentDays to ${least} or more`]),
      ];
    });
  },
};
