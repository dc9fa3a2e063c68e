import type { Policy } from "../model/policy.ts";
import { publicAccess } from "./public.ts";
import { buckets } from "./types.ts";

export const s3BucketDisallowPublicWrite: Policy = {
  name: "aws-s3-bucket-disallow-public-write",
  description: "Buckets are not publicly writable.",
  severity: "critical",
  controls: ["S3-04"],
  remediation: "Name the writers in the bucket's policy.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-3",
  types: buckets,
  check: (bucket, stack) => publicAccess(bucket, "write", stack),
};
