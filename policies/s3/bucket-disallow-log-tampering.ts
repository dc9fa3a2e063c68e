import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { takesLogs } from "./logs.ts";
import { buckets, policyOf } from "./types.ts";

export const tamperingActions = [
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObject",
  "s3:BypassGovernanceRetention",
  "s3:PutLifecycleConfiguration",
];

export const s3BucketDisallowLogTampering: Policy = {
  name: "aws-s3-bucket-disallow-log-tampering",
  description:
    "Only services write logs: the bucket's policy allows no role or user to write, change or delete them, and a destroy does not empty it.",
  severity: "critical",
  controls: ["G15"],
  remediation: "Remove principals other than services from the policy, and set forceDestroy: false.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!takesLogs(bucket, stack)) return undefined;
    const given = policyOf(bucket, stack).flatMap(tampersWith);
    return [...given, ...(bucket.isTrue("forceDestroy") ? ["forceDestroy is true for a bucket of logs; set false"] : [])];
  },
};

function tampersWith({ effect, actions, notActions, principals }: PolicyStatement): string[] {
  const what =
    notActions.length > 0 ? tamperingActions : tamperingActions.filter((action) => actions.some((pattern) => covers(pattern, action)));
  const people = principals.filter((who) => who === "*" || who.startsWith("AWS:"));
  // Before there was a service for it, load balancers wrote as an account of AWS's in each Region, named by its root.
  const writers = people.filter((who) => !/^AWS:(arn:[^:]+:iam::)?\d{12}(:root)?$/.test(who));
  const tamperers = what.every((action) => action === "s3:PutObject") ? writers : people;
  return effect === "Allow" && tamperers.length > 0 && what.length > 0
    ? [`a statement allows ${tamperers.join(", ")} ${what.join(", ")}; remove it`]
    : [];
}
