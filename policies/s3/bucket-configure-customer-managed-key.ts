import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { encryptionOf } from "./encryption.ts";
import { takesAccessLogs } from "./logs.ts";
import { buckets } from "./types.ts";

export const s3BucketConfigureCustomerManagedKey: Policy = {
  name: "aws-s3-bucket-configure-customer-managed-key",
  description: "A bucket is encrypted with a customer-managed key, except for access logs, which are written with S3's own keys only.",
  severity: "medium",
  controls: ["S3-07"],
  remediation: "Set sseAlgorithm to aws:kms and kmsMasterKeyId to a customer-managed key.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
  types: buckets,
  check: (bucket, stack) => {
    const encryption = encryptionOf(bucket, stack);
    const byKms = encryption?.algorithm === "aws:kms" || encryption?.algorithm === "aws:kms:dsse";
    if (byKms && encryption.ownKey) return [];
    if (takesAccessLogs(bucket, stack)) return undefined;
    return [
      byKms
        ? "kmsMasterKeyId is unset or a key of AWS; set the ARN of a customer-managed key"
        : `sseAlgorithm is ${show(encryption?.algorithm)}; set aws:kms with a customer-managed key`,
    ];
  },
};
