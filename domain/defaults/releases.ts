/** Folders of a releases bucket in which nothing is written twice. */
export const writtenOnce = { releases: "releases/", distributions: "distributions/" } as const;

/** Calls that would remove or replace what was written once; S3's lifecycle uses none of them. */
export const refusedDeletions = ["s3:DeleteObject", "s3:DeleteObjectVersion"] as const;

/** Calls that would change a scan's verdict. */
export const refusedTagging = [
  "s3:DeleteObjectTagging",
  "s3:DeleteObjectVersionTagging",
  "s3:PutObjectTagging",
  "s3:PutObjectVersionTagging",
] as const;

/** Calls that would read an object in which malware was found. */
export const refusedReading = ["s3:GetObject", "s3:GetObjectVersion"] as const;

/** The scanning service, the tag with its result, and the result for malware (docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html). */
export const malwareScan = {
  service: "malware-protection-plan.guardduty.amazonaws.com",
  tag: "GuardDutyMalwareScanStatus",
  threat: "THREATS_FOUND",
  /** Results that leave the contents of an object unknown. */
  unknown: ["UNSUPPORTED", "ACCESS_DENIED", "FAILED"],
} as const;

/** Name of the role that scans a store's releases: the bucket's policy names it before it is there. */
export const scanRoleName = (stack: string): string => `${stack}-release-scan`;
