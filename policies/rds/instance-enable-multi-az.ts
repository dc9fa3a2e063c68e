import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance, isReplica, membersOf } from "./types.ts";

export const rdsInstanceEnableMultiAz: Policy = {
  name: "aws-rds-instance-enable-multi-az",
  description: "A production database has a standby in another zone.",
  severity: "high",
  controls: ["RDS-11"],
  remediation: "Set multiAz: true, or give an Aurora cluster a second instance.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",
  types: [instance, cluster],
  check: (database, stack) => {
    if (stack.environment !== "prod" || isReplica(database)) return undefined;
    if (database.type === instance) return demandTrue(database, "multiAz");
    // With a class of instance of its own a cluster has two standbys by nature.
    if (database.has("dbClusterInstanceClass")) return [];
    const { length } = membersOf(database, stack);
    return length >= 2 ? [] : [`the cluster has ${length === 1 ? "1 instance" : "no instances"}; add one in another zone`];
  },
};
