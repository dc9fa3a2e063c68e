import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, instance, isReplica, isRestored } from "./types.ts";

export const rdsInstanceEnforceManagedPassword: Policy = {
  name: "aws-rds-instance-enforce-managed-password",
  description: "RDS creates, stores and rotates the administrator's password in Secrets Manager; it is never in a program or in the state.",
  severity: "high",
  controls: ["RDS-19"],
  remediation: "Set manageMasterUserPassword: true and remove the password.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
  types: [instance, cluster],
  check: (database) => {
    const password = database.type === cluster ? "masterPassword" : "password";
    const inherits = isReplica(database) || isRestored(database);
    return inherits && !database.has(password) && !database.has("manageMasterUserPassword")
      ? undefined
      : demandTrue(database, "manageMasterUserPassword");
  },
};
