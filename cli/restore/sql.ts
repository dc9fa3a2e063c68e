import { storeSchema } from "../../domain/defaults/database.ts";
import { coreTables, orders } from "../../functions/restore-validation/database/tables.ts";
import { aNode } from "./switch-nodes.ts";

const { tablePrefix: prefix } = storeSchema;
const port = 13306;

/** Commands that open a way to a database through a node and ask it; its password is shown nowhere. */
export function askDatabase(identifier: string, statements: readonly string[]): string[] {
  return [
    `DB() { aws rds describe-db-instances --db-instance-identifier ${identifier} --query "DBInstances[0].$1" --output text; }`,
    `${aNode}; aws ssm start-session --target "$NODE" --document-name AWS-StartPortForwardingSessionToRemoteHost \\\n  --parameters "host=$(DB Endpoint.Address),portNumber=3306,localPortNumber=${port}" & sleep 10`,
    `export MYSQL_PWD=$(aws secretsmanager get-secret-value --secret-id "$(DB MasterUserSecret.SecretArn)" --query SecretString --output text | jq -r .password)`,
    ...statements.map(
      (statement) => `mysql --host 127.0.0.1 --port ${port} --user xcart_admin --ssl-mode=REQUIRED xcart -te \\\n  "${statement}"`,
    ),
    "unset MYSQL_PWD; kill %%",
  ];
}

const { table, time, isOrder } = orders;

/** Counts the rows of tables that lose none by themselves: those that drills count. */
export const countRows = coreTables
  .filter(({ rows }) => rows !== "volatile")
  .map(({ name }) => `SELECT '${name}', COUNT(*) FROM ${prefix}${name}`)
  .join(" UNION ALL\n   ");

/** Counts the orders, and reads when the newest came in. */
export const newestOrder = `SELECT COUNT(*), FROM_UNIXTIME(MAX(${time})) FROM ${prefix}${table} WHERE ${isOrder} = 1`;

/** The orders since a time, in seconds since 1970. */
export const ordersSince = (seconds: number): string =>
  `SELECT order_id, orderNumber, FROM_UNIXTIME(${time}), total FROM ${prefix}${table} WHERE ${isOrder} = 1 AND ${time} >= ${seconds} ORDER BY ${time}`;
