import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show, UnknownValue } from "../model/values.ts";
import { cluster, engineOf, instance, parameterGroups } from "./types.ts";

const parameterOf = (engine: string): string | undefined => {
  if (/mysql|mariadb|^aurora$/.test(engine)) return "require_secure_transport";
  return /postgres|sqlserver/.test(engine) ? "rds.force_ssl" : undefined;
};

export const rdsInstanceEnforceTls: Policy = {
  name: "aws-rds-instance-enforce-tls",
  description: "A database refuses connections without TLS, except in dev stacks, which have only test data.",
  severity: "high",
  controls: ["RDS-14"],
  remediation: "Set require_secure_transport (MySQL, MariaDB) or rds.force_ssl (PostgreSQL, SQL Server) to 1 in its parameter group.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html",
  types: [instance, cluster],
  check: (database, stack) => {
    const parameter = parameterOf(engineOf(database));
    if (parameter === undefined || stack.environment === "dev") return undefined;
    const property = database.type === cluster ? "dbClusterParameterGroupName" : "parameterGroupName";
    const set = `set ${parameter} to 1 in a parameter group`;
    const [group] = stack.referred(database, property, parameterGroups);
    if (group === undefined) return demandGroup(database, property, set);
    const value = parameterIn(group, parameter);
    return /^(1|on|true)$/i.test(String(value)) ? [] : [`${parameter} is ${show(value)} in ${group.name}; ${set}`];
  },
};

/** Verdict on a parameter group outside the stack: unknown, except that AWS's own, `default.…`, accepts connections without TLS. */
function demandGroup(database: Resource, property: string, set: string): string[] {
  const name = database.get(property);
  if (typeof name !== "string" || name === "" || name.startsWith("default")) return [`${property} is ${show(name)}; ${set}`];
  throw new UnknownValue(`what is in ${property} ${name}`);
}

function parameterIn(group: Resource, parameter: string): unknown {
  const index = group.list("parameters").findIndex((_, i) => group.text(`parameters.${i}.name`) === parameter);
  return index < 0 ? undefined : group.get(`parameters.${index}.value`);
}
