import { DescribeSecretCommand, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { DatabaseUserSecret, RotationEvent } from "../../../domain/contracts/database-users.ts";
import { databaseUserNames, databaseUsers } from "../../../domain/defaults/database-users.ts";
import { connectAs } from "../../../functions/database-users/access.ts";
import { rotate } from "../../../functions/database-users/rotate.ts";
import { userStatements } from "../../../functions/database-users/users.ts";
import { overwrite, rotationSteps, type UsersStage, usersStage } from "../../support/database-users.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";

let database: MariaDb;
let stage: UsersStage;
beforeAll(async () => {
  database = await mariaDb({ options: ["--require-secure-transport=ON"] });
}, 120_000);
afterAll(async () => await database?.stop());
beforeEach(async () => {
  const names = databaseUserNames.flatMap((user) => databaseUsers[user].names);
  await database.root.query(`DROP DATABASE IF EXISTS xcart; CREATE DATABASE xcart; CREATE DATABASE IF NOT EXISTS other;
    CREATE TABLE xcart.xc_orders (id INT PRIMARY KEY); CREATE OR REPLACE TABLE other.secrets (id INT PRIMARY KEY);
    DROP USER IF EXISTS ${names.map((name) => `'${name}'@'%'`).join(", ")}`);
  stage = await usersStage(database, await emulatedAws());
});

/** Whether a user and password open the database. */
async function opens({ username: user, password }: DatabaseUserSecret): Promise<boolean> {
  return await connectAs(stage.tools, { user, password }).then(
    (connection) => connection.destroy() === undefined,
    () => false,
  );
}

const expectCurrent = async (user: "store" | "upgrade" = "store"): Promise<DatabaseUserSecret> => {
  const current = await stage.current(user);
  if (!current) throw new Error(`${user} has no password`);
  return current;
};

const labels = async () => {
  const { VersionIdsToStages } = await stage.secrets.send(new DescribeSecretCommand({ SecretId: stage.tools.settings.secretArns.store }));
  return Object.values(VersionIdsToStages ?? {})
    .map((of) => of.toSorted().join("+"))
    .filter(Boolean)
    .toSorted();
};

describe("a rotation", () => {
  test("makes the user at first, then the two names take turns, and the former password works until the next", async () => {
    expect(await stage.current("store")).toBeUndefined();
    const made: DatabaseUserSecret[] = [];
    for (let round = 0; round < 4; round++) {
      await stage.rotate("store");
      made.push(await expectCurrent());
      expect(await labels()).toEqual(["AWSCURRENT+AWSPENDING", "AWSPREVIOUS"]);
      const alive = await Promise.all(made.map(opens));
      expect(alive).toEqual(made.map((_, i) => i >= round - 1));
    }
    expect(made.map(({ username }) => username)).toEqual(["xcart_store_a", "xcart_store_b", "xcart_store_a", "xcart_store_b"]);
    expect(made[0]).toEqual({
      ...{ engine: "mysql", host: "127.0.0.1", port: database.port, dbname: "xcart", username: "xcart_store_a" },
      password: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      made: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test("of one user leaves the other alone", async () => {
    await stage.rotate("store");
    await stage.rotate("upgrade");
    const store = await expectCurrent();
    await stage.rotate("upgrade");
    await stage.rotate("upgrade");
    expect(await opens(store)).toBe(true);
    expect((await expectCurrent("upgrade")).username).toBe("xcart_upgrade_a");
  });

  test("goes on wherever it broke: each step may be repeated, and all before it, and the current password works throughout", async () => {
    await stage.rotate("store");
    const before = await expectCurrent();
    const event = await stage.begin("store");
    for (const last of rotationSteps.keys())
      for (let again = 0; again < 2; again++)
        for (const Step of rotationSteps.slice(0, last + 1)) {
          await rotate({ ...event, Step }, stage.tools);
          expect(await opens(await expectCurrent())).toBe(true);
        }
    expect(await opens(before)).toBe(true);
    expect((await expectCurrent()).username).toBe("xcart_store_b");
  });

  test("that runs twice at once ends as one that runs once", async () => {
    const event = await stage.begin("store");
    for (const Step of rotationSteps) await Promise.all([1, 2].map(() => rotate({ ...event, Step }, stage.tools).catch(() => {})));
    expect(await opens(await expectCurrent())).toBe(true);
    expect(await labels()).toContain("AWSCURRENT+AWSPENDING");
  });

  test("mends a restored database, whose users have passwords of the past, or which knows none", async () => {
    await stage.rotate("store");
    await stage.rotate("store");
    await database.root.query("ALTER USER xcart_store_a IDENTIFIED BY 'past'; DROP USER xcart_store_b");
    expect(await opens(await expectCurrent())).toBe(false);
    await stage.rotate("store");
    expect(await opens(await expectCurrent())).toBe(true);
  });

  test("takes rights away that the user should not have, and lets in one that was locked", async () => {
    await database.root.query(
      `CREATE USER xcart_store_a IDENTIFIED BY 'past' ACCOUNT LOCK; GRANT ALL ON *.* TO xcart_store_a WITH GRANT OPTION`,
    );
    await stage.rotate("store");
    expect(await opens(await expectCurrent())).toBe(true);
    expect(await grantsOf("xcart_store_a")).toEqual(["GRANT SELECT, INSERT, UPDATE, DELETE ON `xcart`.* TO `xcart_store_a`@`%`"]);
  });

  test("waits for a master password that RDS is changing", async () => {
    const arn = stage.tools.settings.masterSecretArn;
    await overwrite(stage, arn, { username: "xcart_admin", password: "former" });
    setTimeout(() => void overwrite(stage, arn, { username: "xcart_admin", password: "aMaster'sPassword" }), 300);
    await stage.rotate("store");
    expect(await opens(await expectCurrent())).toBe(true);
  });
});

async function grantsOf(name: string): Promise<string[]> {
  const [rows] = await database.root.query(`SHOW GRANTS FOR '${name}'@'%'`);
  const texts = Array.isArray(rows) ? rows.map((row) => String(Object.values(row)[0])) : [];
  return texts.filter((text) => !text.startsWith("GRANT USAGE ON *.*"));
}

describe("the users' rights", () => {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    store: [
      "INSERT INTO xc_orders VALUES (1)",
      "REPLACE INTO xc_orders VALUES (1)",
      "UPDATE xc_orders SET id = 2",
      "SELECT * FROM xc_orders",
      "DELETE FROM xc_orders",
      "SHOW ENGINES",
      "SET sql_mode=(SELECT REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', ''))",
      "SELECT 1 FROM information_schema.TABLES",
    ],
    upgrade: [
      "CREATE TABLE xc_new (id INT PRIMARY KEY, KEY (id))",
      "ALTER TABLE xc_new ADD order_id INT, ADD CONSTRAINT o FOREIGN KEY (order_id) REFERENCES xc_orders (id)",
      "LOCK TABLES xc_new WRITE",
      "UNLOCK TABLES",
      "CREATE TEMPORARY TABLE t (id INT)",
      "CREATE VIEW xc_view AS SELECT * FROM xc_new",
      "TRUNCATE xc_new",
      "DROP VIEW xc_view",
      "DROP TABLE xc_new",
      "DROP DATABASE xcart",
      "CREATE DATABASE xcart CHARACTER SET utf8mb4",
    ],
  };
  const refusedToBoth = [
    "SELECT * FROM other.secrets",
    "SELECT * FROM mysql.user",
    "CREATE DATABASE another",
    "CREATE USER more",
    "GRANT SELECT ON xcart.* TO xcart_store_b",
    "SELECT 1 INTO OUTFILE '/tmp/x'",
    "SET GLOBAL max_connections = 1",
    "FLUSH TABLES",
    "SHOW REPLICA STATUS",
  ];
  const refused: Readonly<Record<string, readonly string[]>> = {
    store: [
      ...refusedToBoth,
      "TRUNCATE xc_orders",
      "DROP TABLE xc_orders",
      "ALTER TABLE xc_orders ADD n INT",
      "CREATE TABLE xc_new (id INT)",
      "CREATE INDEX i ON xc_orders (id)",
      "LOCK TABLES xc_orders WRITE",
      "CREATE TEMPORARY TABLE t (id INT)",
    ],
    upgrade: refusedToBoth,
  };

  test.each(databaseUserNames)("of %s are what it needs, and no more", async (user) => {
    await stage.rotate("store");
    await stage.rotate("upgrade");
    const { username, password } = await expectCurrent(user);
    const connection = await connectAs(stage.tools, { user: username, password });
    const outcome = async (sql: string) =>
      await connection.query(sql).then(
        () => "done",
        ({ code }) => String(code),
      );
    for (const sql of refused[user] ?? [])
      expect([sql, await outcome(sql)]).toEqual([sql, expect.stringMatching(/DENIED|ER_OPTION_PREVENTS|ER_CANT_CREATE_USER_WITH_GRANT/)]);
    await connection.query("USE xcart");
    for (const sql of allowed[user] ?? []) expect([sql, await outcome(sql)]).toEqual([sql, "done"]);
    connection.destroy();
  });

  test("are without any right that reaches beyond the schema", () => {
    const everywhere = ["GRANT OPTION", "FILE", "SUPER", "PROCESS", "RELOAD", "SHUTDOWN", "CREATE USER", "EVENT", "ALL", "ALL PRIVILEGES"];
    for (const user of databaseUserNames) {
      const { privileges, names } = databaseUsers[user];
      expect(privileges.filter((privilege) => everywhere.includes(privilege))).toEqual([]);
      const sql = userStatements({ user: databaseUsers[user], name: names[0], password: "p", schema: "xcart", requireTls: true });
      expect(sql.filter((text) => text.startsWith("GRANT"))).toEqual([expect.stringMatching(/ ON `xcart`\.\* TO '\w+'@'%'$/)]);
    }
  });

  test("are for connections with TLS only, unless the settings relax it", () => {
    const of = (requireTls: boolean) =>
      userStatements({ user: databaseUsers.store, name: "a", password: "p", schema: "xcart", requireTls }).slice(0, 2);
    for (const sql of of(true)) expect(sql).toContain(" REQUIRE SSL");
    for (const sql of of(false)) expect(sql).toContain(" REQUIRE NONE");
  });
});

describe("what is refused in one sentence", () => {
  const attempt = async (event: RotationEvent) =>
    await rotate(event, stage.tools).then(
      () => "done",
      (error: Error) => error.message,
    );

  test("a secret of someone else", async () => {
    const event = { SecretId: "arn:other", ClientRequestToken: "t", Step: "setSecret" } as const;
    expect(await attempt(event)).toMatch(/^arn:other: got a secret of no database user, expected one of arn:/);
  });

  test("a version that Secrets Manager did not ask for", async () => {
    const { SecretId } = await stage.begin("store");
    expect(await attempt({ SecretId, ClientRequestToken: "0".repeat(32), Step: "createSecret" })).toMatch(/version 0+ is not AWSPENDING/);
  });

  test("a secret that is not rotated", async () => {
    const event = { SecretId: stage.tools.settings.secretArns.store, ClientRequestToken: "t", Step: "createSecret" } as const;
    expect(await attempt(event)).toMatch(/: rotation is not enabled$/);
  });

  test("a pending user that is the current one: the nodes would be locked out", async () => {
    await stage.rotate("store");
    const event = await stage.begin("store");
    await rotate({ ...event, Step: "createSecret" }, stage.tools);
    const { VersionIdsToStages = {} } = await stage.secrets.send(new DescribeSecretCommand({ SecretId: event.SecretId }));
    const current = Object.entries(VersionIdsToStages).find(([, of]) => of.includes("AWSCURRENT"))?.[0];
    const move = { SecretId: event.SecretId, VersionStage: "AWSCURRENT", RemoveFromVersionId: current };
    await stage.secrets.send(new UpdateSecretVersionStageCommand({ ...move, MoveToVersionId: current }));
    await overwrite(stage, event.SecretId, { ...(await expectCurrent()), username: "xcart_store_b" });
    expect(await attempt({ ...event, Step: "setSecret" })).toMatch(/got the pending user xcart_store_b, expected xcart_store_a$/);
  });

  test("a password never: what the database says of a statement has it, what is thrown has not", async () => {
    const event = await stage.begin("store");
    await rotate({ ...event, Step: "createSecret" }, stage.tools);
    await database.root.query("REVOKE ALL PRIVILEGES, GRANT OPTION FROM xcart_admin; GRANT SELECT ON xcart.* TO xcart_admin");
    const error = await rotate({ ...event, Step: "setSecret" }, stage.tools).catch((reason: unknown) => reason);
    expect(error).toEqual(new Error("CREATE of the user xcart_store_a: the database refused it: ER_SPECIFIC_ACCESS_DENIED_ERROR"));
    expect(Object.keys(error ?? {})).toEqual([]);
  });
});
