import type { Policy } from "../model/policy.ts";
import { snapshotTypes } from "./types.ts";

export const rdsSnapshotDisallowPublicAccess: Policy = {
  name: "aws-rds-snapshot-disallow-public-access",
  description: "Snapshots of databases are shared with named accounts at most.",
  severity: "critical",
  controls: ["RDS-04"],
  remediation: "Take `all` out of sharedAccounts.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",
  types: snapshotTypes,
  check: (snapshot) =>
    snapshot.list("sharedAccounts").includes("all") ? ["sharedAccounts has all, which is everybody; name accounts, or none"] : [],
};
