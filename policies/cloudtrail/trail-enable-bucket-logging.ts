import type { Policy } from "../model/policy.ts";
import { bucketOf, trailType } from "./types.ts";

export const cloudtrailTrailEnableBucketLogging: Policy = {
  name: "aws-cloudtrail-trail-enable-bucket-logging",
  description: "Access to a trail's bucket is logged.",
  severity: "low",
  controls: ["CT-06"],
  remediation: "Give the bucket a BucketLogging with another bucket as target.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-7",
  types: [trailType],
  check: (trail, stack) => {
    const bucket = bucketOf(trail, stack);
    if (!bucket) return undefined;
    const types = ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"];
    const logged = bucket.has("logging") || bucket.has("loggings") || stack.referring(bucket, "bucket", types).length > 0;
    return logged ? [] : [`${bucket.name} has no BucketLogging; add one`];
  },
};
