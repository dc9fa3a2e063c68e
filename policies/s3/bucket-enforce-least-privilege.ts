import { admitsAnyone } from "../model/demands.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { buckets, policyOf } from "./types.ts";

/** Actions with which a principal could take over a bucket (Security Hub S3.6). */
export const dangerousActions = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

export const s3BucketEnforceLeastPrivilege: Policy = {
  name: "aws-s3-bucket-enforce-least-privilege",
  description: "A bucket's policy allows named principals the actions they need, and locks out no administrator permanently.",
  severity: "high",
  controls: ["S3-13"],
  remediation: "Name principals and actions; never deny s3:* to all principals without a condition.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
  types: buckets,
  check: (bucket, stack) => policyOf(bucket, stack).flatMap(faultsOf),
};

function faultsOf(statement: PolicyStatement): string[] {
  const { effect, actions, notActions, principals, condition } = statement;
  if (effect === "Deny") {
    const everything = actions.some((action) => covers(action, "s3:PutBucketPolicy"));
    const always = Object.keys(condition).length === 0;
    return everything && always && principals.includes("*")
      ? ["a statement denies all principals every action, administrators included; add a condition"]
      : [];
  }
  if (admitsAnyone(statement)) return [`a statement allows ${actions.join(", ")} to all principals; name principals`];
  const given =
    notActions.length > 0 ? dangerousActions : dangerousActions.filter((action) => actions.some((pattern) => covers(pattern, action)));
  return given.length > 0
    ? [`a statement allows ${principals.join(", ")} ${given.join(", ")}; remove these actions, which IAM policies grant`]
    : [];
}
