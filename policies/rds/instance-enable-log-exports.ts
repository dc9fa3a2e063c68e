import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { cluster, engineOf, instance } from "./types.ts";

/** Logs to export, by engine. For RDS for MySQL not the audit log, which needs the MariaDB audit plugin that 8.4 lacks, nor the general log, which contains customers' data. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  mysql: ["error", "slowquery"],
  mariadb: ["error", "slowquery"],
  "aurora-mysql": ["audit", "error", "slowquery"],
  postgres: ["postgresql"],
  "aurora-postgresql": ["postgresql"],
};

export const rdsInstanceEnableLogExports: Policy = {
  name: "aws-rds-instance-enable-log-exports",
  description: "The logs of a database go to CloudWatch Logs, where they outlive it.",
  severity: "medium",
  controls: ["RDS-07"],
  remediation: "Set enabledCloudwatchLogsExports to the logs that the engine has.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9",
  types: [instance, cluster],
  check: (database) => {
    const exported = database.list("enabledCloudwatchLogsExports");
    const logs = wanted[engineOf(database)] ?? [];
    const missing = logs.filter((log) => !exported.includes(log));
    const found = `enabledCloudwatchLogsExports is ${show(database.get("enabledCloudwatchLogsExports"))}`;
    if (logs.length === 0) return exported.length > 0 ? [] : [`${found}; set the logs that the engine has`];
    return missing.length === 0 ? [] : [`${found}; add ${missing.join(", ")}`];
  },
};
