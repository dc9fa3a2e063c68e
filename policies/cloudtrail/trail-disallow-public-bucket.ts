import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { bucketOf, trailType } from "./types.ts";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const cloudtrailTrailDisallowPublicBucket: Policy = {
  name: "aws-cloudtrail-trail-disallow-public-bucket",
  description: "A trail's bucket has all four public access blocks, and no public ACL.",
  severity: "critical",
  controls: ["CT-05"],
  remediation: "Give the bucket a BucketPublicAccessBlock with all four switches on.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-6",
  types: [trailType],
  check: (trail, stack) => {
    const bucket = bucketOf(trail, stack);
    if (!bucket) return undefined;
    const block = stack.referring(bucket, "bucket", ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"])[0];
    const acls = [bucket, ...stack.referring(bucket, "bucket", ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"])];
    return [
      ...(block
        ? switches.filter((name) => !block.isTrue(name)).map((name) => `${bucket.name}: ${name} is ${show(block.get(name))}; set true`)
        : [`${bucket.name} has no BucketPublicAccessBlock; add one`]),
      ...acls.flatMap((from) =>
        from.text("acl")?.startsWith("public-") ? [`${bucket.name}: acl is ${from.text("acl")}; set private`] : [],
      ),
    ];
  },
};
