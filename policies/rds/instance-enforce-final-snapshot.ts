import type { Policy } from "../model/policy.ts";
import { cluster, instance, isReplica } from "./types.ts";

export const rdsInstanceEnforceFinalSnapshot: Policy = {
  name: "aws-rds-instance-enforce-final-snapshot",
  description: "A deleted database leaves a final snapshot and its automated backups.",
  severity: "high",
  controls: [
    {
      key: "RDS-40",
      service: "RDS / Aurora MySQL",
      control: "A database that is deleted leaves a final snapshot and its automated backups",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set finalSnapshotIdentifier, skipFinalSnapshot: false and deleteAutomatedBackups: false.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  types: [instance, cluster],
  check: (database, stack) => {
    // Of a copy there is no last snapshot: what it copies has all.
    if (stack.environment === "dev" || isReplica(database)) return undefined;
    return [
      ...(database.isTrue("skipFinalSnapshot") ? ["skipFinalSnapshot is true; set false"] : []),
      ...(database.has("finalSnapshotIdentifier") ? [] : ["finalSnapshotIdentifier is unset; set a name"]),
      ...(database.get("deleteAutomatedBackups") === undefined
        ? ["deleteAutomatedBackups is unset, which is true; set false"]
        : database.isTrue("deleteAutomatedBackups")
          ? ["deleteAutomatedBackups is true; set false"]
          : []),
    ];
  },
};
