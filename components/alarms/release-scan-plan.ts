import type { Input } from "@pulumi/pulumi";
import { malwareScan } from "../../domain/defaults/releases.ts";
import type { NoticePlan } from "./notice-plan.ts";

const runbook = "releases";
const source = ["aws.guardduty"];
const detailType = (...ends: readonly string[]) => ends.map((end) => `GuardDuty Malware Protection ${end}`);
const shown = { object: "$.detail.s3ObjectDetails.objectKey", version: "$.detail.s3ObjectDetails.versionId", time: "$.time" } as const;

/**
 * Notices of GuardDuty about releases (docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html). A
 * scan without a finding sends no email; a plan that cannot scan says so by its own state.
 */
export function scanNotices(bucketName: Input<string>): NoticePlan[] {
  const inBucket = { s3ObjectDetails: { bucketName: [bucketName] } };
  const results = (statuses: readonly string[]) => ({
    source,
    "detail-type": detailType("Object Scan Result"),
    detail: { ...inBucket, scanResultDetails: { scanResultStatus: statuses } },
  });
  return [
    {
      name: "malware",
      meaning: "Malware was found in a release of X-Cart, which can no longer be read",
      runbook,
      pattern: results([malwareScan.threat]),
      shown: { ...shown, threats: "$.detail.scanResultDetails.threats" },
    },
    {
      name: "unscanned",
      meaning: "A release of X-Cart was not scanned for malware",
      runbook,
      pattern: results(malwareScan.unknown),
      shown: { ...shown, result: "$.detail.scanResultDetails.scanResultStatus" },
    },
    {
      name: "untagged",
      meaning: "What was found in a release of X-Cart could not be noted on it",
      runbook,
      pattern: { source, "detail-type": detailType("Post Scan Action Failed"), detail: inBucket },
      shown,
    },
    {
      name: "plan",
      meaning: "Releases of X-Cart are not scanned for malware",
      runbook,
      pattern: {
        source,
        "detail-type": detailType("Resource Status Warning", "Resource Status Error"),
        detail: { s3BucketDetails: { bucketName: [bucketName] } },
      },
      shown: { state: "$.detail-type", time: "$.time" },
    },
  ];
}
