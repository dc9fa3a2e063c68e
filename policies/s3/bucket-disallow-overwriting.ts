import { refusedDeletions } from "../../domain/defaults/releases.ts";
import type { Policy } from "../model/policy.ts";
import { holdsReleases, refusesOverwriting, refusesToOthers } from "./releases.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketDisallowOverwriting: Policy = {
  name: "aws-s3-bucket-disallow-overwriting",
  description: "In a bucket of releases no object can be overwritten, or deleted and replaced.",
  severity: "high",
  controls: [
    {
      key: "S3-19",
      service: "S3",
      control: "Releases are written once: their bucket denies overwriting and deletion",
      pci: ["6.5.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "In the bucket's policy deny s3:PutObject to all principals if s3:if-none-match is not sent (Null), and s3:DeleteObject and s3:DeleteObjectVersion to all but the break-glass role, both on releases/* and distributions/*.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!holdsReleases(bucket)) return undefined;
    const statements = policyOf(bucket, stack);
    return [
      ...(statements.some(refusesOverwriting)
        ? []
        : ["the bucket's policy does not deny s3:PutObject without If-None-Match to all principals; add a statement that does"]),
      ...(statements.some((statement) => refusesToOthers(statement, refusedDeletions))
        ? []
        : [`the bucket's policy does not deny ${refusedDeletions.join(", ")}; add a statement that does`]),
    ];
  },
};
