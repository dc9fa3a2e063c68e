import { demandKey } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";

export const rdsClusteractivitystreamConfigureCustomerManagedKey: Policy = {
  name: "aws-rds-clusteractivitystream-configure-customer-managed-key",
  description: "A database's activity stream, which includes statements, is encrypted with a customer-managed key.",
  severity: "medium",
  controls: ["RDS-22"],
  remediation: "Set kmsKeyId to a customer-managed key.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html",
  types: ["aws:rds/clusterActivityStream:ClusterActivityStream"],
  check: (stream) => demandKey(stream, "kmsKeyId"),
};
