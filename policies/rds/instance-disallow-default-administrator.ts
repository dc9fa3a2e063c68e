import type { Policy } from "../model/policy.ts";
import { cluster, instance } from "./types.ts";

export const defaultAdministrators = ["admin", "administrator", "awsuser", "mysql", "postgres", "root", "sa"];

export const rdsInstanceDisallowDefaultAdministrator: Policy = {
  name: "aws-rds-instance-disallow-default-administrator",
  description: "A database's administrator does not have a default name, which attackers try first.",
  severity: "medium",
  controls: ["RDS-08"],
  remediation: "Choose a user name of your own; changing it replaces the database, so restore a snapshot into the new one.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25",
  types: [instance, cluster],
  check: (database) => {
    const property = database.type === cluster ? "masterUsername" : "username";
    const name = database.text(property);
    if (name === undefined) return undefined;
    return defaultAdministrators.includes(name.toLowerCase()) ? [`${property} is ${name}; set a name that cannot be guessed`] : [];
  },
};
