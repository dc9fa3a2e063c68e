import type { Connection } from "mysql2/promise";
import type { DatabaseUser } from "../../domain/defaults/database-users.ts";
import { codeOf } from "../mysql/connection.ts";

/** Arguments for a user. */
export interface WantedUser {
  readonly user: DatabaseUser;
  /** One of the user's two names. */
  readonly name: string;
  /** Letters and digits. */
  readonly password: string;
  readonly schema: string;
  readonly requireTls: boolean;
}

/** The SQL, of MySQL 8.4 and MariaDB alike, that makes a user what it is to be, whatever was there before; each statement may run again. */
export function userStatements({ user, name, password, schema, requireTls }: WantedUser): string[] {
  const account = `'${name}'@'%'`;
  const as = `${account} IDENTIFIED BY '${password}' REQUIRE ${requireTls ? "SSL" : "NONE"}`;
  return [
    `CREATE USER IF NOT EXISTS ${as}`,
    // A user that was there, such as a restored database's, has another password.
    `ALTER USER ${as} PASSWORD EXPIRE NEVER ACCOUNT UNLOCK`,
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}`,
    `GRANT ${user.privileges.join(", ")} ON \`${schema}\`.* TO ${account}`,
  ];
}

/** Makes a user. Throws an Error without its password: mysql2's own have the statement in them, and Lambda writes all of an error to the log. */
export async function makeUser(connection: Connection, wanted: WantedUser): Promise<void> {
  for (const statement of userStatements(wanted)) {
    try {
      await connection.query(statement);
    } catch (error) {
      const what = statement.split(" ", 1)[0];
      throw new Error(`${what} of the user ${wanted.name}: the database refused it: ${codeOf(error) || "without a reason"}`);
    }
  }
}
