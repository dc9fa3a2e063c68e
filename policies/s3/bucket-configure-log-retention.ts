import type { Policy } from "../model/policy.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { takesLogs } from "./logs.ts";
import { buckets } from "./types.ts";

/** PCI DSS 10.5.1: twelve months, the newest three at once at hand. */
const keptDays = 365;
const atHandDays = 90;
const slowClasses = ["GLACIER", "DEEP_ARCHIVE"];

export const s3BucketConfigureLogRetention: Policy = {
  name: "aws-s3-bucket-configure-log-retention",
  description: "Logs are kept for a year, and those of the last three months can be read immediately.",
  severity: "high",
  controls: ["G14"],
  remediation: `Let logs expire after ${keptDays} days or later, and move them to Glacier after ${atHandDays} days or later.`,
  url: "https://www.pcisecuritystandards.org/document_library/",
  types: buckets,
  check: (bucket, stack) => {
    if (!takesLogs(bucket, stack)) return undefined;
    const rules = lifecycleOf(bucket, stack).filter(({ enabled }) => enabled);
    return rules.flatMap(({ expirationDays, transitions }) => [
      ...(expirationDays !== undefined && expirationDays < keptDays
        ? [`logs expire after ${expirationDays} days; set ${keptDays} or more`]
        : []),
      ...transitions
        .filter(({ days, storageClass }) => slowClasses.includes(storageClass) && days < atHandDays)
        .map(({ days, storageClass }) => `logs move to ${storageClass} after ${days} days; set ${atHandDays} or more`),
    ]);
  },
};
