import type { Policy } from "../model/policy.ts";
import { snapshotTypes } from "./types.ts";

export const rdsSnapshotDisallowSharing: Policy = {
  name: "aws-rds-snapshot-disallow-sharing",
  description: "Snapshots of databases stay at home: another account gets copies by AWS Backup, into a vault that is locked.",
  severity: "critical",
  controls: [
    {
      key: "RDS-41",
      service: "RDS / Aurora MySQL",
      control: "Snapshots are shared with no other account",
      pci: ["7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Take sharedAccounts away; copy backups to another account by a backup plan.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",
  types: snapshotTypes,
  check: (snapshot) => {
    const accounts = snapshot.list("sharedAccounts").map(String);
    return accounts.length > 0 ? [`sharedAccounts has ${accounts.join(", ")}; share with nobody`] : [];
  },
};
