import type { Policy } from "../model/policy.ts";
import { publicAccess } from "./public.ts";
import { buckets } from "./types.ts";

export const s3BucketDisallowPublicRead: Policy = {
  name: "aws-s3-bucket-disallow-public-read",
  description: "Buckets are not publicly readable.",
  severity: "critical",
  controls: ["S3-03"],
  remediation: "Name the readers in the bucket's policy; serve public files through CloudFront.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
  types: buckets,
  check: (bucket, stack) => publicAccess(bucket, "read", stack),
};
