import type { Policy } from "../model/policy.ts";
import { cluster, clusterInstance, instance } from "./types.ts";

export const rdsInstanceConfigureModernCa: Policy = {
  name: "aws-rds-instance-configure-modern-ca",
  description: "A database's certificate is from a CA that is still valid.",
  severity: "medium",
  controls: ["RDS-21"],
  remediation: "Set caCertIdentifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, or leave it to AWS.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
  types: [instance, clusterInstance, cluster],
  check: (database) => {
    const property = database.type === cluster ? "caCertificateIdentifier" : "caCertIdentifier";
    const ca = database.text(property);
    return ca === undefined || /-g\d+$/.test(ca) ? [] : [`${property} is ${ca}, which has ended; set rds-ca-rsa2048-g1`];
  },
};
