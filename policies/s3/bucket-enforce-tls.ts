import { refusesPlain } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketEnforceTls: Policy = {
  name: "aws-s3-bucket-enforce-tls",
  description: "A bucket refuses requests without TLS.",
  severity: "high",
  controls: ["S3-05"],
  remediation: "Deny s3:* to all principals, on the bucket and its objects, if aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
  types: buckets,
  check: (bucket, stack) => {
    const refused = policyOf(bucket, stack)
      .filter((statement) => refusesPlain(statement, ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]))
      .flatMap(({ resources }) => resources);
    const objects = refused.some((resource) => resource.endsWith("*"));
    const whole = refused.some((resource) => !resource.endsWith("/*"));
    return objects && whole
      ? []
      : ["the bucket's policy does not deny all requests without TLS, to bucket and objects; add a statement that does"];
  },
};
