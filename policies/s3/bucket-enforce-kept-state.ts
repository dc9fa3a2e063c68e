import { minStateVersionDays, stateName } from "../../domain/defaults/pulumi-state.ts";
import { custodians } from "../kms/custody.ts";
import type { Policy } from "../model/policy.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketEnforceKeptState: Policy = {
  name: "aws-s3-bucket-enforce-kept-state",
  description: "Previous versions of Pulumi's state are kept, so that an emptied or changed state can be restored.",
  severity: "high",
  controls: [
    {
      key: "S3-18",
      service: "S3",
      control: "Previous versions of Pulumi's state are kept, and only one role, for emergencies, deletes them",
      pci: ["1.2.8"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Keep previous versions for ${minStateVersionDays} days, and deny s3:DeleteObjectVersion to all but a role for emergencies (ArnNotEquals aws:PrincipalArn).`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!new RegExp(`(^|-)${stateName}(-|$)`).test(String(bucket.get("bucket") ?? ""))) return undefined;
    const kept = lifecycleOf(bucket, stack).flatMap(({ enabled, noncurrentDays }) =>
      enabled && noncurrentDays !== undefined ? [noncurrentDays] : [],
    );
    return [
      ...kept
        .filter((days) => days < minStateVersionDays)
        .map((days) => `previous versions are deleted after ${days} days; set ${minStateVersionDays} or more`),
      ...(custodians(policyOf(bucket, stack), "s3:DeleteObjectVersion").length > 0
        ? []
        : ["the policy does not deny s3:DeleteObjectVersion to all but one role; add a statement that does"]),
    ];
  },
};
