import type { Policy } from "../model/policy.ts";
import { snapshotTypes } from "./types.ts";

export const rdsSnapshotDisallowPublicAccess: Policy = {
  name: "aws-rds-snapshot-disallow-public-access",
  description: "Database snapshots are not public.",
  severity: "critical",
  controls: ["RDS-04"],
  remediation: "Remove `all` from sharedAccounts.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",
  types: snapshotTypes,
  check: (snapshot) =>
    snapshot.list("sharedAccounts").includes("all") ? ["sharedAccounts has all, which makes the snapshot public; remove it"] : [],
};
