import type { Policy } from "../model/policy.ts";
import { buckets, partsOf } from "./types.ts";

export const s3BucketEnableEventNotifications: Policy = {
  name: "aws-s3-bucket-enable-event-notifications",
  description: "Buckets send notifications of changes.",
  severity: "low",
  controls: ["S3-16"],
  remediation: "Add a BucketNotification, to EventBridge at least.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-11",
  types: buckets,
  advisoryBecause: "nothing in a store reacts to its buckets; CloudTrail's data events record what changes in them",
  check: (bucket, stack) =>
    partsOf(bucket, "Notification", stack).length > 0 ? [] : ["the bucket has no BucketNotification; add one with eventbridge: true"],
};
