import { privateBucket } from "../../domain/defaults/buckets.ts";
import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { buckets, partsOf } from "./types.ts";

/** The four settings that keep a bucket private. */
export const blockSettings: readonly string[] = Object.keys(privateBucket);

export const s3BucketEnablePublicAccessBlock: Policy = {
  name: "aws-s3-bucket-enable-public-access-block",
  description: "No policy and no ACL can make a bucket public.",
  severity: "critical",
  controls: ["S3-02"],
  remediation: `Add a BucketPublicAccessBlock with ${blockSettings.join(", ")} all true.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
  types: buckets,
  check: (bucket, stack) => {
    const blocks = partsOf(bucket, "PublicAccessBlock", stack);
    if (blocks.length === 0) return ["the bucket has no BucketPublicAccessBlock; add one with all four settings true"];
    return blocks.flatMap((block) => blockSettings.flatMap((setting) => demandTrue(block, setting)));
  },
};
