import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { databasePasswordLength, databaseUsers } from "../../../domain/defaults/database-users.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";

const root = join(import.meta.dirname, "../../..");
/** One that X-Cart would misread in an address. */
const master = { username: "xcart_admin", password: "12#34?very-secret" };
let database: MariaDb;
let folder: string;
beforeAll(async () => {
  database = await mariaDb({ options: ["--require-secure-transport=ON"] });
  await database.root.query(`CREATE DATABASE xcart; CREATE DATABASE other; CREATE TABLE xcart.xc_config (id INT);
    CREATE USER xcart_admin IDENTIFIED BY '${master.password}'; GRANT ALL ON *.* TO xcart_admin WITH GRANT OPTION`);
  folder = mkdtempSync(join(tmpdir(), "xcart-copy-user-"));
  execFileSync("bash", ["-c", `. ${root}/host/xcart/authorities.sh && authority_folder ${database.certificateFile} ${folder}/authorities`]);
}, 120_000);
afterAll(async () => {
  await database?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

function copyUser(secret: object, authorities = `${folder}/authorities`) {
  const args = ["127.0.0.1", authorities, "xcart_builder", String(databasePasswordLength), databaseUsers.upgrade.privileges.join(", ")];
  const input = JSON.stringify({ port: database.port, ...secret });
  const options = { input, encoding: "utf8" } as const;
  return spawnSync("php", ["-d", "zend.exception_ignore_args=1", `${root}/host/xcart/copy-user.php`, ...args], options);
}

test("makes a user with the rights of an upgrade and a password that X-Cart reads, twice if need be", async () => {
  for (let round = 0; round < 2; round++) {
    const { status, stdout, stderr } = copyUser(master);
    expect([status, stderr]).toEqual([0, ""]);
    const { username: user, password, port } = JSON.parse(stdout);
    expect([user, password, port]).toEqual(["xcart_builder", expect.stringMatching(/^[A-Za-z0-9]{40}$/), database.port]);
    const connection = await createConnection({
      host: "127.0.0.1",
      port,
      user,
      password,
      database: "xcart",
      ssl: { rejectUnauthorized: false },
    });
    await connection.query(`CREATE TABLE xc_new${round} (id INT)`);
    await expect(connection.query("CREATE TABLE other.xc_new (id INT)")).rejects.toThrow(/denied/);
    connection.destroy();
  }
});

test.each([
  ["a password that the copy does not take", { ...master, password: "wrong" }, undefined, "SQLSTATE 1045"],
  ["a server that no one vouches for", master, "/nonexistent", "SQLSTATE 2002"],
])("says of %s no more than what it is", (_name, secret, authorities, said) => {
  const { status, stdout, stderr } = copyUser(secret, authorities);
  expect([status, stdout, stderr]).toEqual([1, "", `copy-user: the copy refused it: ${said}\n`]);
});
