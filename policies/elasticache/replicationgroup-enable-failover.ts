import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { replicationGroup } from "./types.ts";

export const elasticacheReplicationgroupEnableFailover: Policy = {
  name: "aws-elasticache-replicationgroup-enable-failover",
  description: "A production cache has a replica in another zone that takes over automatically.",
  severity: "medium",
  controls: ["ELC-08"],
  remediation: "Set automaticFailoverEnabled and multiAzEnabled to true, with one replica or more.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",
  types: [replicationGroup],
  check: (cache, stack) => {
    if (stack.environment !== "prod") return undefined;
    const single = cache.number("numCacheClusters") === 1 ? ["numCacheClusters is 1; set 2 or more"] : [];
    return [...demandTrue(cache, "automaticFailoverEnabled"), ...demandTrue(cache, "multiAzEnabled"), ...single];
  },
};
