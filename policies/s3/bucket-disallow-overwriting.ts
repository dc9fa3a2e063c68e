import { refusedDeletions } from "../../domain/defaults/releases.ts";
import type { Policy } from "../model/policy.ts";
import { holdsReleases, refusesOverwriting, refusesToOthers } from "./releases.ts";
import { buckets, policyOf } from "./types.ts";

export const s3BucketDisallowOverwriting: Policy = {
  name: "aws-s3-bucket-disallow-overwriting",
  description: "In a bucket of releases nobody writes over one, or deletes one to write another in its place.",
  severity: "high",
  controls: [
    {
      key: "S3-19",
      service: "S3",
      control: "What nodes run is written once: its bucket refuses overwriting and deletion",
      pci: ["6.5.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "In the bucket's policy deny s3:PutObject to everybody where s3:if-none-match is not sent (Null), and s3:DeleteObject and s3:DeleteObjectVersion to all but the break-glass role, both on releases/* and distributions/*.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html",
  types: buckets,
  check: (bucket, stack) => {
    if (!holdsReleases(bucket)) return undefined;
    const statements = policyOf(bucket, stack);
    return [
      ...(statements.some(refusesOverwriting)
        ? []
        : ["the bucket's policy does not deny s3:PutObject without If-None-Match to everybody; add a statement that does"]),
      ...(statements.some((statement) => refusesToOthers(statement, refusedDeletions))
        ? []
        : [`the bucket's policy does not deny ${refusedDeletions.join(", ")}; add a statement that does`]),
    ];
  },
};
