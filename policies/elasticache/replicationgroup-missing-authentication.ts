import type { Policy } from "../model/policy.ts";
import { cluster, isMember, isMemcached, replicationGroup, serverless } from "./types.ts";

export const elasticacheReplicationgroupMissingAuthentication: Policy = {
  name: "aws-elasticache-replicationgroup-missing-authentication",
  description: "A cache requires a password or a user.",
  severity: "high",
  controls: ["ELC-03"],
  remediation: "Set authToken to a secret, or userGroupIds to a user group.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-6",
  types: [replicationGroup, cluster, serverless],
  check: (cache) => {
    if (isMember(cache) || isMemcached(cache)) return undefined;
    if (cache.type === serverless) return cache.has("userGroupId") ? [] : ["userGroupId is unset; set a user group"];
    if (cache.type === cluster) return ["a single node has no password; create a replication group of one node with authToken"];
    // A write-only token leaves its version behind, not itself.
    const asked = ["authToken", "userGroupIds", "authTokenWoVersion"].some((property) => cache.has(property));
    return asked ? [] : ["authToken and userGroupIds are unset; set one of them"];
  },
};
