/** A database user of the store. It has two names, whose passwords change in turn: the previous one stays valid until the next change. */
export interface DatabaseUser {
  /** Its purpose. */
  readonly description: string;
  /** Component of its secret; in AWS the secret is `<stack>-<secret>-…`, as Pulumi names it. */
  readonly secret: string;
  /** 32 characters at most (MySQL). */
  readonly names: readonly [string, string];
  /** Privileges on the tables of the store's schema, and on nothing else. */
  readonly privileges: readonly string[];
}

const rows = ["SELECT", "INSERT", "UPDATE", "DELETE"] as const;

/**
 * The users of a store. RDS's master user is for operators, and makes these two.
 *
 * Permissions of `store` are those that X-Cart 5.4.1 and 5.5.0 need while they serve: their sources change rows only. TRUNCATE, ALTER and the like are
 * found in installation, upgrades, the moving-in add-on XC/MigrationWizard and 5.4's speed test. Sessions, locks and queues, for which Symfony
 * would make tables of its own, are in Valkey.
 */
export const databaseUsers = {
  store: {
    description: "What X-Cart does while it serves: requests, cron, workers",
    secret: "database-store",
    names: ["xcart_store_a", "xcart_store_b"],
    privileges: rows,
  },
  upgrade: {
    description: "What changes the schema: installation, upgrades, the import of a dump",
    secret: "database-upgrade",
    names: ["xcart_upgrade_a", "xcart_upgrade_b"],
    privileges: [
      ...rows,
      "CREATE",
      "DROP",
      "ALTER",
      "INDEX",
      "REFERENCES",
      "LOCK TABLES",
      "CREATE TEMPORARY TABLES",
      "CREATE VIEW",
      "SHOW VIEW",
      "TRIGGER",
      "CREATE ROUTINE",
      "ALTER ROUTINE",
      "EXECUTE",
    ],
  },
} as const satisfies Readonly<Record<string, DatabaseUser>>;

/** One of {@link databaseUsers}. */
export type DatabaseUserName = keyof typeof databaseUsers;

export const databaseUserNames = ["store", "upgrade"] as const satisfies readonly DatabaseUserName[];

/** Length of a password of letters and digits: 62 to the 40th, 238 bits. MySQL takes 32 characters of a name and any password. */
export const databasePasswordLength = 40;

/** All that a password is made of: nothing that an address, a shell, PHP or SQL takes for something else. */
export const databasePasswordAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Days between two changes of a password: Secrets Manager takes 1 to 1000, PCI DSS 8.3.9 and 8.6.3 ask for 90 at most. */
export const databasePasswordDays = { min: 1, usual: 30, max: 90 } as const;
