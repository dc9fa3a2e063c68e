import type { Policy } from "../model/policy.ts";
import { snapshotTypes } from "./types.ts";

export const rdsSnapshotDisallowSharing: Policy = {
  name: "aws-rds-snapshot-disallow-sharing",
  description: "Database snapshots are not shared with other accounts, which get copies from AWS Backup into a locked vault instead.",
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
  remediation: "Remove sharedAccounts; copy backups to another account by a backup plan.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",
  types: snapshotTypes,
  check: (snapshot) => {
    const accounts = snapshot.list("sharedAccounts").map(String);
    return accounts.length > 0 ? [`sharedAccounts has ${accounts.join(", ")}; remove them, and copy backups by a backup plan`] : [];
  },
};
