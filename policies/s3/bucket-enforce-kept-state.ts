import { minStateVersionDays, stateName } from "../../domain/defaults/pulumi-state.ts";
import { custodians } from "../kms/custody.ts";
import type { Policy } from "../model/policy.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketEnforceKeptState: Policy = {
  name: "aws-s3-bucket-enforce-kept-state",
  description: "Former versions of Pulumi's state stay: they are the way back from one that somebody emptied or changed.",
  severity: "high",
  controls: [
    {
      key: "S3-18",
      service: "S3",
      control: "Former versions of Pulumi's state are kept, and one role for emergencies alone deletes them",
      pci: ["1.2.8"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Keep former versions for ${minStateVersionDays} days, and refuse s3:DeleteObjectVersion to all but a role for emergencies (ArnNotEquals aws:PrincipalArn).`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!new RegExp(`(^|-)${stateName}(-|$)`).test(String(bucket.get("bucket") ?? ""))) return undefined;
    const kept = lifecycleOf(bucket, stack).flatMap(({ enabled, formerDays }) => (enabled && formerDays !== undefined ? [formerDays] : []));
    return [
      ...kept
        .filter((days) => days < minStateVersionDays)
        .map((days) => `former versions go after ${days} days; set ${minStateVersionDays} or more`),
      ...(custodians(policyOf(bucket, stack), "s3:DeleteObjectVersion").length > 0
        ? []
        : ["the policy leaves s3:DeleteObjectVersion to whom IAM admits; refuse it to all but one role"]),
    ];
  },
};
