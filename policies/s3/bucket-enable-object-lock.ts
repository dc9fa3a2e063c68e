import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read, show } from "../model/values.ts";
import { refusesLock, takesLogs } from "./logs.ts";
import { buckets, inline, partsOf } from "./types.ts";

/** PCI DSS 10.5.1. */
const minDays = 365;

export const s3BucketEnableObjectLock: Policy = {
  name: "aws-s3-bucket-enable-object-lock",
  description:
    "An archive of audit logs cannot be changed or deleted for a year; a bucket for access logs or AWS Config's history has no lock, since they would not be delivered.",
  severity: "high",
  controls: ["S3-09", "G14"],
  remediation: `Create the archive with objectLockEnabled and a default retention of ${minDays} days or more; send access logs and AWS Config's history to other buckets.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
  types: buckets,
  check: (bucket, stack) => {
    const days = retentionOf(bucket, stack);
    if (refusesLock(bucket, stack))
      return days === undefined
        ? undefined
        : [`logs are sent here that are not delivered to a bucket with a default retention of ${days} days; remove it`];
    if (!takesLogs(bucket, stack)) return undefined;
    const locked = bucket.get("objectLockEnabled") !== false || bucket.has("objectLockConfiguration");
    if (!locked) return ["objectLockEnabled is false for an archive of logs; set true"];
    return days !== undefined && days >= minDays
      ? []
      : [`the default retention of an archive of logs is ${show(days)} days; set ${minDays} or more`];
  },
};

/** The days of the default retention, in the bucket or split from it. */
function retentionOf(bucket: Resource, stack: Stack): number | undefined {
  const split = partsOf(bucket, "ObjectLockConfiguration", stack).flatMap((part) => inline(part, "rule"));
  const inside = inline(bucket, "objectLockConfiguration", "objectLockConfigurations").flatMap((one) =>
    asList(read(one, "rule") ?? read(one, "rules")),
  );
  const [retention] = [...split, ...inside].flatMap((rule) => asList(read(rule, "defaultRetention") ?? read(rule, "defaultRetentions")));
  const days = Number(read(retention, "days") ?? 0) || Number(read(retention, "years") ?? 0) * 365;
  return days > 0 ? days : undefined;
}
