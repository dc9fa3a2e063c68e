import { ownedByBucketOwner } from "../../domain/defaults/buckets.ts";
import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { buckets, partsOf } from "./types.ts";

const { objectOwnership } = ownedByBucketOwner;

export const s3BucketDisableAcls: Policy = {
  name: "aws-s3-bucket-disable-acls",
  description: "ACLs are disabled in a bucket: only its policy grants access, and its owner owns every object.",
  severity: "medium",
  controls: ["S3-12"],
  remediation: `Add BucketOwnershipControls with objectOwnership ${objectOwnership}.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
  types: buckets,
  check: (bucket, stack) => {
    const [controls] = partsOf(bucket, "OwnershipControls", stack);
    const found = block(controls?.get("rule"))?.objectOwnership;
    return found === objectOwnership ? [] : [`objectOwnership is ${show(found)}; set ${objectOwnership} in BucketOwnershipControls`];
  },
};
