import type { Policy } from "../model/policy.ts";
import { read, show } from "../model/values.ts";
import { buckets, inline, partsOf } from "./types.ts";

export const s3BucketEnableVersioning: Policy = {
  name: "aws-s3-bucket-enable-versioning",
  description: "Overwritten and deleted objects can be restored.",
  severity: "medium",
  controls: ["S3-08"],
  remediation: "Add a BucketVersioning with status Enabled.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
  types: buckets,
  check: (bucket, stack) => {
    const states = [
      ...partsOf(bucket, "Versioning", stack).flatMap((part) => inline(part, "versioningConfiguration").map((one) => read(one, "status"))),
      ...inline(bucket, "versioning", "versionings").map((one) => (read(one, "enabled") === true ? "Enabled" : undefined)),
    ];
    return states.includes("Enabled") ? [] : [`versioning is ${show(states[0])}; set Enabled`];
  },
};
