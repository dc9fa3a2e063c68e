import { demandAtLeast } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, engineOf } from "./types.ts";

export const rdsClusterEnableBacktrack: Policy = {
  name: "aws-rds-cluster-enable-backtrack",
  description: "An Aurora MySQL cluster can be rewound in place, without a restore.",
  severity: "low",
  controls: ["RDS-20"],
  remediation: "Set backtrackWindow to 3600 seconds or more; only new and restored clusters can get it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-14",
  types: [cluster],
  check: (database) => (/^aurora(-mysql)?$/.test(engineOf(database)) ? demandAtLeast(database, "backtrackWindow", 1) : undefined),
};
