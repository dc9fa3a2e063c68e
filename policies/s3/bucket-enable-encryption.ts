import type { Policy } from "../model/policy.ts";
import { encryptionOf } from "./encryption.ts";
import { buckets } from "./types.ts";

export const s3BucketEnableEncryption: Policy = {
  name: "aws-s3-bucket-enable-encryption",
  description: "A bucket has a default encryption.",
  severity: "medium",
  controls: ["S3-06"],
  remediation: "Add a BucketServerSideEncryptionConfiguration.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
  types: buckets,
  check: (bucket, stack) =>
    encryptionOf(bucket, stack)?.algorithm ? [] : ["the bucket has no BucketServerSideEncryptionConfiguration; add one with aws:kms"],
};
