import type { Policy } from "../model/policy.ts";
import { read } from "../model/values.ts";
import { holdsReleases } from "./releases.ts";
import { buckets, inline, partsOf } from "./types.ts";

/** Minimum days for which an overwritten or deleted release can be restored. */
const minDays = 30;

export const s3BucketDisallowExpiringReleases: Policy = {
  name: "aws-s3-bucket-disallow-expiring-releases",
  description: "Releases do not expire, and deleted ones can be restored for a month.",
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
  remediation: `Remove expiration from the lifecycle, and set noncurrentDays to ${minDays} or more.`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!stack.isOurs || !holdsReleases(bucket)) return undefined;
    const rules = partsOf(bucket, "LifecycleConfiguration", stack).flatMap((part) => inline(part, "rules"));
    return [...rules, ...inline(bucket, "lifecycleRules")].flatMap((rule) => {
      const days = read(rule, "expiration.days") ?? read(rule, "expiration.date");
      const kept = Number(read(rule, "noncurrentVersionExpiration.noncurrentDays") ?? minDays);
      return [
        ...(days === undefined || days === null || days === 0 ? [] : [`releases expire after ${String(days)}; remove expiration`]),
        ...(kept >= minDays ? [] : [`overwritten releases are deleted after ${kept} days; set noncurrentDays to ${minDays} or more`]),
      ];
    });
  },
};
