import type { Policy } from "../model/policy.ts";
import { takesLogs } from "./logs.ts";
import { buckets, partsOf } from "./types.ts";

export const s3BucketEnableAccessLogging: Policy = {
  name: "aws-s3-bucket-enable-access-logging",
  description: "Access to buckets is logged, except to the log buckets themselves.",
  severity: "medium",
  controls: ["S3-10"],
  remediation: "Add a BucketLogging whose targetBucket is the log bucket.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
  types: buckets,
  check: (bucket, stack) => {
    const inside = bucket.has("logging.targetBucket") || bucket.has("loggings.0.targetBucket");
    if (inside || partsOf(bucket, "Logging", stack).some((part) => part.has("targetBucket"))) return [];
    return takesLogs(bucket, stack) ? undefined : ["the bucket has no BucketLogging; add one"];
  },
};
