import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { connectAs } from "../../../functions/database-users/access.ts";
import { type UsersStage, usersStage } from "../../support/database-users.ts";
import { type Running, runningNode } from "../../support/shop/running.ts";

/** Connects as X-Cart does, by the address in its environment as it stands, and takes an order; `late` is how long it waits before. */
const page = `<?php
usleep((int) ($_GET['late'] ?? 0) * 1000);
$of = parse_url($_ENV['DATABASE_URL']);
$authorities = [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::MYSQL_ATTR_SSL_CAPATH => 'AUTHORITIES'];
$pdo = new PDO("mysql:host={$of['host']};port={$of['port']};dbname=xcart", $of['user'], $of['pass'], $authorities);
$pdo->exec('INSERT INTO xc_orders VALUES ()');
echo $of['user'];
`;

let node: Running;
let users: UsersStage;
beforeAll(async () => {
  node = await runningNode({ memoryMiB: 8192 });
  const { root } = node.services.database;
  await root.query("CREATE TABLE xcart.xc_orders (id INT AUTO_INCREMENT PRIMARY KEY)");
  users = await usersStage(node.services.database, node.account);
  const values = JSON.parse(readFileSync(node.place("/etc/xcart/values.json"), "utf8"));
  const told = { ...values, databaseSecretArn: users.tools.settings.secretArns.store };
  writeFileSync(node.place("/etc/xcart/values.json"), JSON.stringify(told));
  writeFileSync(node.place("/srv/xcart/releases/1/public/index.php"), page.replace("AUTHORITIES", node.place("/etc/xcart/rds-ca")));
  // systemd's part of a reload.
  const reload = `[ "$*" != "reload php-fpm" ] || kill -USR2 ${node.php.process.pid}`;
  writeFileSync(`${node.root}/stubs/systemctl`, `#!/bin/bash\n${reload}\n`, { mode: 0o755 });
}, 180_000);
afterAll(() => node?.stop());
beforeEach(() => {
  users.printed.length = 0;
});

/** What the node does each minute. */
async function lookAtSecrets(): Promise<string> {
  const env = { ...process.env, PATH: `${node.root}/stubs:/usr/sbin:/usr/bin:/bin` };
  return await promisify(execFile)(node.place("/usr/local/sbin/xcart-environment"), { env }).then(
    () => "",
    ({ stderr }) => String(stderr),
  );
}

const take = async (late = 0) =>
  await node.ask({ path: `/?late=${late}` }).then(
    ({ status, body }) => `${status} ${body.trim()}`,
    (reason: unknown) => String(reason),
  );

test("before the first rotation the node says in one sentence what it waits for, and keeps what it had", async () => {
  const before = readFileSync(node.place("/etc/xcart/environment"), "utf8");
  expect(await lookAtSecrets()).toBe(
    "environment: the database's user has no password yet: its secret waits for the first rotation, docs/operations/database-user-rotation.md\n",
  );
  expect(readFileSync(node.place("/etc/xcart/environment"), "utf8")).toBe(before);
});

test("two rotations under load lose no request, and no order", async () => {
  await users.rotate("store");
  expect(await lookAtSecrets()).toBe("");
  await eventually(async () => (await take()) === "200 xcart_store_a");
  let done = false;
  const got: string[] = [];
  // Some connect long after they began: by the password of a process that is about to end.
  const askers = Array.from({ length: 6 }, async (_, n) => {
    while (!done) got.push(await take(n % 3 ? 0 : 400));
  });
  for (const [former, next] of [
    ["xcart_store_a", "xcart_store_b"],
    ["xcart_store_b", "xcart_store_a"],
  ] as const) {
    const old = await users.current("store");
    await users.rotate("store");
    // The node has not looked yet: requests go on by the former password.
    const seen = got.length;
    await eventually(async () => got.length > seen + 20);
    expect(new Set(got.slice(seen))).toEqual(new Set([`200 ${former}`]));
    expect(await lookAtSecrets()).toBe("");
    await eventually(async () => got.slice(-6).every((answer) => answer === `200 ${next}`));
    const connection = await connectAs(users.tools, { user: old?.username ?? "", password: old?.password ?? "" });
    connection.destroy();
  }
  done = true;
  await Promise.all(askers);
  expect(got.filter((answer) => !/^200 xcart_store_[ab]$/.test(answer))).toEqual([]);
  expect(got.length).toBeGreaterThan(100);
  const [rows] = await node.services.database.root.query("SELECT COUNT(*) AS orders FROM xcart.xc_orders");
  expect(Array.isArray(rows) && Object.values(rows[0] ?? {})[0]).toBeGreaterThanOrEqual(got.length);
}, 120_000);

test("a restored database, which knows passwords of the past, is served again after one rotation", async () => {
  await node.services.database.root.query("ALTER USER xcart_store_a IDENTIFIED BY 'past'; ALTER USER xcart_store_b IDENTIFIED BY 'past'");
  expect(await take()).toMatch(/^500 /);
  await users.rotate("store");
  expect(await lookAtSecrets()).toBe("");
  await eventually(async () => (await take()) === "200 xcart_store_b");
  expect(await take()).toBe("200 xcart_store_b");
});

async function eventually(what: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200 && !(await what()); i++) await sleep(50);
}
