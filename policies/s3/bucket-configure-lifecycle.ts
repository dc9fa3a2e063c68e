import type { Policy } from "../model/policy.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { buckets } from "./types.ts";

export const s3BucketConfigureLifecycle: Policy = {
  name: "aws-s3-bucket-configure-lifecycle",
  description: "A bucket has a lifecycle, which also deletes unfinished uploads.",
  severity: "low",
  controls: ["S3-11"],
  remediation: "Add a BucketLifecycleConfiguration with a rule that has abortIncompleteMultipartUpload.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13",
  types: buckets,
  check: (bucket, stack) => {
    const rules = lifecycleOf(bucket, stack).filter(({ enabled }) => enabled);
    if (rules.length === 0) return ["no lifecycle rule is enabled; add a BucketLifecycleConfiguration"];
    return rules.some(({ abortDays }) => abortDays !== undefined)
      ? []
      : ["no lifecycle rule has abortIncompleteMultipartUpload; set 7 days"];
  },
};
