import { execFileSync } from "node:child_process";
import { type MariaDb, mariaDb } from "../support/emulators/mariadb.ts";

/** What plays RDS: the store's database, and one beside it for copies, on another address and the same port. */
export interface Databases {
  readonly store: MariaDb;
  readonly copy: MariaDb;
  /** What a snapshot keeps: schema, rows, and users with their passwords of the moment. */
  snapshot(): Promise<string>;
  /** Has a database what a snapshot kept, and nothing else. */
  restore(into: MariaDb, snapshot: string): Promise<void>;
  stop(): Promise<void>;
}

/** The master user of copies, as RDS makes one with a password of its own. */
export const copyMaster = { username: "admin", password: "aCopy'sPassword" } as const;

/** Starts both, the store's with an empty schema. */
export async function databases(): Promise<Databases> {
  const store = await mariaDb({ options: ["--require-secure-transport=ON"] });
  const address = ["--bind-address=127.0.0.2", `--port=${store.port}`, "--require-secure-transport=ON"];
  const copy = await mariaDb({
    certificateName: "localhost,IP:127.0.0.2",
    options: [...address, "--general-log", "--log-output=TABLE"],
  });
  await store.root.query("CREATE DATABASE xcart");
  return {
    store,
    copy,
    snapshot: async () => (await usersOf(store)) + dump(store),
    restore: async (into, snapshot) => {
      const input = `DROP DATABASE IF EXISTS xcart;\n${snapshot}`;
      execFileSync("mariadb", [...asRoot(into)], { input });
      if (into !== copy) return;
      const { username, password } = copyMaster;
      await copy.root.query(
        `CREATE OR REPLACE USER ${username} IDENTIFIED BY "${password}"; GRANT ALL ON *.* TO ${username} WITH GRANT OPTION`,
      );
    },
    stop: async () => {
      await Promise.all([store.stop(), copy.stop()]);
    },
  };
}

const asRoot = ({ socket }: MariaDb) => ["--no-defaults", `--socket=${socket}`, "--user=root"];

const dump = (of: MariaDb): string => execFileSync("mariadb-dump", [...asRoot(of), "--databases", "xcart"], { encoding: "utf8" });

/** Rows of the store's schema. */
export async function rows({ root }: MariaDb, sql: string): Promise<Record<string, unknown>[]> {
  await root.query("USE xcart");
  const [found] = await root.query(sql);
  if (!Array.isArray(found)) throw new Error(`${sql}: got no rows`);
  return found.map((row) => Object.fromEntries(Object.entries(row)));
}

/** Statements that make the users of a database as they are: those who come by network. */
async function usersOf(of: MariaDb): Promise<string> {
  const values = async (sql: string) => (await rows(of, sql)).map((row) => String(Object.values(row)[0]));
  const statements: string[] = [];
  for (const user of await values("SELECT User FROM mysql.user WHERE Host = '%'"))
    statements.push(
      `DROP USER IF EXISTS ${user}`,
      ...(await values(`SHOW CREATE USER ${user}`)),
      ...(await values(`SHOW GRANTS FOR ${user}`)),
    );
  return statements.map((statement) => `${statement};\n`).join("");
}
