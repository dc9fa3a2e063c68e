import type { Policy } from "../model/policy.ts";
import { takesLogs } from "./logs.ts";
import { buckets, partsOf } from "./types.ts";

export const s3BucketEnableReplication: Policy = {
  name: "aws-s3-bucket-enable-replication",
  description: "A bucket's objects are replicated to another Region.",
  severity: "low",
  controls: ["S3-14"],
  remediation: "Add a BucketReplicationConfig to a bucket in another Region.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7",
  types: buckets,
  advisoryBecause: "AWS Backup's copies to another Region do the same for a store's buckets, and cannot be deleted",
  check: (bucket, stack) => {
    const inside = bucket.has("replicationConfiguration") || bucket.has("replicationConfigurations");
    if (inside || partsOf(bucket, "ReplicationConfig", stack).length > 0) return [];
    return takesLogs(bucket, stack) ? undefined : ["the bucket has no BucketReplicationConfig; add one to a bucket in another Region"];
  },
};
