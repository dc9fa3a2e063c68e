import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { replicationGroup, serverless } from "./types.ts";

export const elasticacheReplicationgroupConfigureCustomerManagedKey: Policy = {
  name: "aws-elasticache-replicationgroup-configure-customer-managed-key",
  description: "A cache is encrypted with a customer-managed key, whose use can be controlled and audited.",
  severity: "medium",
  controls: ["ELC-07"],
  remediation: "Set kmsKeyId to a customer-managed key; this replaces the cache.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
  types: [replicationGroup, serverless],
  check: (cache) => demandKey(cache, "kmsKeyId"),
};
