import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance } from "./types.ts";

export const rdsInstanceEnableSnapshotTags: Policy = {
  name: "aws-rds-instance-enable-snapshot-tags",
  description: "Snapshots have the tags of their database, so that rules and operators can identify them.",
  severity: "low",
  controls: ["RDS-13"],
  remediation: "Set copyTagsToSnapshot: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-17",
  types: [instance, cluster],
  check: (database) => demandTrue(database, "copyTagsToSnapshot"),
};
