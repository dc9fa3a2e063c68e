import { conditionHas, covers, type Statement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { isRecord } from "../model/values.ts";
import { buckets, policyOf } from "./types.ts";

export const s3EnforceTls: Policy = {
  name: "aws-s3-bucket-enforce-tls",
  description: "A bucket refuses requests without TLS.",
  severity: "high",
  remediation: "Deny s3:* to everybody, on the bucket and all in it, where aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
  types: buckets,
  check: (bucket, stack) => {
    const refused = policyOf(bucket, stack)
      .filter(refusesPlain)
      .flatMap(({ resources }) => resources);
    const objects = refused.some((resource) => resource.endsWith("*"));
    const whole = refused.some((resource) => !resource.endsWith("/*"));
    return objects && whole
      ? []
      : ["the bucket's policy does not deny all requests without TLS, to bucket and objects; add a statement that does"];
  },
};

/** Whether a statement refuses everybody everything that comes without TLS, under no other condition. */
function refusesPlain({ effect, principals, actions, condition }: Statement): boolean {
  const keys = Object.values(condition).flatMap((operands) => (isRecord(operands) ? Object.keys(operands) : []));
  return (
    effect === "Deny" &&
    principals.includes("*") &&
    actions.some((action) => covers(action, "s3:GetObject") && covers(action, "s3:PutObject") && covers(action, "s3:ListBucket")) &&
    keys.length === 1 &&
    conditionHas(condition, "aws:SecureTransport", "false")
  );
}
