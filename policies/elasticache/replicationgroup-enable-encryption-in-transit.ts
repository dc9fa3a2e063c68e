import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, isMember, replicationGroup } from "./types.ts";

export const elasticacheReplicationgroupEnableEncryptionInTransit: Policy = {
  name: "aws-elasticache-replicationgroup-enable-encryption-in-transit",
  description: "A cache accepts connections with TLS only.",
  severity: "high",
  controls: ["ELC-02"],
  remediation: 'Set transitEncryptionEnabled: true and transitEncryptionMode: "required".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5",
  types: [replicationGroup, cluster],
  check: (cache) => {
    if (isMember(cache)) return undefined;
    const preferred = cache.get("transitEncryptionMode") === "preferred";
    return [
      ...demandTrue(cache, "transitEncryptionEnabled"),
      ...(preferred ? ["transitEncryptionMode is preferred, which accepts connections without TLS too; set required"] : []),
    ];
  },
};
