import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { databasePassword, stageUsers } from "../../support/shop/stage.ts";
import { type DocumentNode, documentNode, filled } from "./node.ts";

let node: DocumentNode;
beforeAll(async () => {
  node = await documentNode();
}, 180_000);
afterAll(() => node.stop());

/** Asks a cache, by the client that comes with it. */
function cli(part: "cache" | "sessions", ...args: readonly string[]): string {
  const { port, password, certificateFile } = node.services[part];
  const env = { ...process.env, REDISCLI_AUTH: password };
  return execFileSync("redis-cli", ["--tls", "--cacert", certificateFile, "-p", String(port), ...args], { encoding: "utf8", env }).trim();
}
const systemctl = () => (existsSync(join(node.root, "systemctl.log")) ? readFileSync(join(node.root, "systemctl.log"), "utf8") : "");
beforeEach(async () => {
  rmSync(join(node.root, "systemctl.log"), { force: true });
  await Promise.all([node.services.cache.flush(), node.services.sessions.flush()]);
});

describe("caches", () => {
  const id = "q2v9b0m3k1d8s7f6g5h4j3k2l1";

  test("are looked at without a word of whose session it is", async () => {
    cli("sessions", "SET", `PHPREDIS_SESSION:${id}`, "x".repeat(5000), "EX", "3600");
    cli("sessions", "SET", id, "y");
    const { status, stdout, stderr } = await node.run("caches", { Part: "sessions" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^sessions: memory \S+ of \S+, noeviction\n2 keys, 2 of them looked at\n/);
    expect(stdout).toMatch(/^PHPREDIS_SESSION +1 keys +\d{4} bytes, 0 without an end$/m);
    expect(stdout).toMatch(/^other +1 keys +\d+ bytes, 1 without an end$/m);
    expect(stdout).not.toContain(id.slice(0, 8));
  });

  test("are emptied, one of them or both", async () => {
    for (const part of ["cache", "sessions"] as const) cli(part, "SET", "a:1", "1");
    expect(await node.run("caches", { Do: "empty", Part: "cache" })).toEqual({
      status: 0,
      stdout: "cache: 1 keys before, 0 now\n",
      stderr: "",
    });
    expect([cli("cache", "DBSIZE"), cli("sessions", "DBSIZE")]).toEqual(["0", "1"]);
    const { stdout } = await node.run("caches", { Do: "empty", Part: "both" });
    expect(stdout).toBe("cache: 0 keys before, 0 now\nsessions: 1 keys before, 0 now\n");
  });

  test("that do not answer are named, and no password is", async () => {
    const { cache } = node.services;
    node.setSecret("cache", { host: "127.0.0.1", port: cache.port, password: "another" });
    const { status, stdout, stderr } = await node.run("caches", { Do: "empty" });
    node.setSecret("cache", { host: "127.0.0.1", port: cache.port, password: cache.password });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^cache: .*(WRONGPASS|invalid password|NOAUTH)/);
    expect(stderr).not.toContain("another");
  });
});

describe("the lock of the logins", () => {
  const now = () => Date.now();
  /** So many failures of a key, just now. */
  const fail = (key: string, count: number) => {
    for (let i = 0; i < count; i++) cli("sessions", "ZADD", key, String(now()), `attempt${i}`);
  };
  /** What the lock calls an account: a hash under the node's own key. */
  const hashOf = (name: string) => {
    const files = ["login", "login-lock-subjects"].map((file) => `require '${node.place(`/srv/xcart/host/${file}.php`)}';`).join(" ");
    const code = `${files} putenv('APP_SECRET=anAppSecret'); echo XcartNode\\LoginLock\\nameOf('${name}');`;
    return execFileSync("php", ["-r", code], { encoding: "utf8" });
  };

  test("is asked about everyone, one address and one account, which no key names", async () => {
    const shopper = hashOf("shopper@example.com");
    expect(shopper).toMatch(/^[\w-]{16}$/);
    fail("login:address:203.0.113.7", 6);
    fail("login:address:203.0.113.8", 2);
    fail(`login:pair:203.0.113.7:${shopper}`, 3);
    fail(`login:account:${shopper}`, 20);
    cli("sessions", "SET", "login:made:address", "2");
    const all = await node.run("logins");
    expect([all.status, all.stderr]).toEqual([0, ""]);
    expect(Number(/^address:203\.0\.113\.7: 6 failures, shut for (\d+) seconds$/m.exec(all.stdout)?.[1])).toBeLessThanOrEqual(120);
    expect(all.stdout).toMatch(new RegExp(`^account:${shopper}: 20 failures, shut for 3[56]\\d\\d seconds$`, "m"));
    expect(all.stdout).toMatch(/\n4 subjects, 2 of them shut; 0 failures in the whole store\n$/);
    expect((await node.run("logins", { Who: "203.0.113.7" })).stdout).toMatch(/^pair:203\.0\.113\.7:[\w-]{16}: 3 failures, open$/m);
    expect((await node.run("logins", { Who: "203.0.113.9" })).stdout).toBe("0 subjects, 0 of them shut; 0 failures in the whole store\n");
    expect((await node.run("logins", { Who: "Shopper@Example.com" })).stdout).toMatch(/^2 subjects, 1 of them shut;/m);
  });

  test("lets one in, or everyone", async () => {
    const shopper = hashOf("shopper@example.com");
    for (const key of ["address:203.0.113.7", "address:2001:db8:1:2::/64", `pair:203.0.113.7:${shopper}`, `account:${shopper}`, "store"])
      fail(`login:${key}`, 6);
    expect((await node.run("logins", { Do: "free", Who: "shopper@example.com" })).stdout).toBe("2 subjects are free\n");
    expect((await node.run("logins", { Do: "free", Who: "2001:db8:1:2:3::9" })).stdout).toBe("1 subjects are free\n");
    expect(cli("sessions", "KEYS", "*").split("\n").sort()).toEqual(["login:address:203.0.113.7", "login:store"]);
    cli("sessions", "SET", `login:staff:${shopper}`, "1");
    cli("sessions", "SET", "xcart:session:1", "a cart");
    await node.run("logins", { Do: "free" });
    expect(cli("sessions", "KEYS", "*").split("\n").sort()).toEqual([`login:staff:${shopper}`, "xcart:session:1"]);
  });

  test.each(["$(id)", "a b", "'", "-x", ""])("takes no other words: %j", (Who) => {
    expect(() => filled("logins", { Who })).toThrow("AWS refuses");
  });
});

describe("X-Cart's console", () => {
  const put = (text: string) => {
    const file = node.place("/srv/xcart/releases/1/bin/console");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o644);
    execFileSync("chmod", ["-R", "o+rX", node.place("/srv/xcart")]);
  };
  const says = `<?php echo json_encode([array_slice($argv, 1), posix_getpwuid(posix_geteuid())['name'], getenv('APP_ENV'), basename(getcwd()), getenv('DATABASE_URL') !== false, decoct(umask())]), "\\n";`;

  test("runs as the store does: as its user, in its folder, with its environment", async () => {
    put(says);
    const { status, stdout, stderr } = await node.run("console", { Command: "messenger:stats async --limit=3" });
    expect([status, stderr]).toEqual([0, ""]);
    const who = process.getuid?.() === 0 ? stageUsers.php : expect.any(String);
    expect(JSON.parse(stdout)).toEqual([["--no-interaction", "messenger:stats", "async", "--limit=3"], who, "prod", "1", true, "27"]);
  });

  test.each(["debug:router; id", "a $(id)", "a `id`", "a 'b'", 'a "b"', "../x", "a\nb", "A:b", "", "a  b"])("takes no %j", (Command) => {
    expect(() => filled("console", { Command })).toThrow("Command: AWS refuses");
  });

  test("clears its cache and the shared one, and has PHP read its code again; no session is lost", async () => {
    put(says);
    cli("cache", "SET", "a:1", "1");
    cli("sessions", "SET", "a:1", "1");
    const { status, stdout } = await node.run("clear-cache");
    expect([status, cli("cache", "DBSIZE"), cli("sessions", "DBSIZE"), systemctl()]).toEqual([0, "0", "1", "reload php-fpm\n"]);
    expect(stdout).toContain('"cache:clear"');
  });

  test("whose command fails, fails the document, before anything else is done", async () => {
    put("<?php fwrite(STDERR, 'no such thing'); exit(3);");
    cli("cache", "SET", "a:1", "1");
    expect(await node.run("clear-cache")).toEqual({ status: 3, stdout: "", stderr: "no such thing" });
    expect([cli("cache", "DBSIZE"), systemctl()]).toEqual(["1", ""]);
  });

  test("is missed in one sentence on a node that has no release", async () => {
    rmSync(node.place("/srv/xcart/releases/1/bin/console"));
    const { status, stderr } = await node.run("console", { Command: "about" });
    expect([status, stderr.replaceAll(node.root, "")]).toEqual([
      1,
      "/srv/xcart/current: got no bin/console, expected a release; this node shows that the store is being set up\n",
    ]);
  });
});

describe("the store's statements", () => {
  const connect = () =>
    createConnection({
      ...{ host: "127.0.0.1", port: node.services.database.port, user: "xcart", password: databasePassword },
      ssl: { rejectUnauthorized: false },
    });
  const list = async () => (await node.run("statements")).stdout;

  test("are listed without customers' data, and one is stopped", async () => {
    const shop = await connect();
    const slow = shop.query("SELECT SLEEP(60), 'jane@example.com', \"it's\", 4242424242424242 -- O'Neil\n").catch(String);
    let found: string | undefined;
    for (let tries = 0; tries < 50 && !found; tries++) {
      found = /^(\d+) .*SLEEP/m.exec(await list())?.[1];
      await sleep(100);
    }
    const shown = await list();
    expect(shown).toMatch(/^2 connections of the store's user, of \d+ that the database takes$/m);
    expect(shown).toMatch(/SELECT SLEEP\(\?\), \?, \?, \?/);
    expect(shown).not.toMatch(/jane|4242/);
    expect(await node.run("statements", { Do: "stop", Id: String(found) })).toMatchObject({ status: 0, stdout: `${found}: stopped\n` });
    expect(JSON.stringify(await slow)).toMatch(/interrupted|"SLEEP\(60\)":1/);
    await shop.end();
  });

  test("that are not there are a sentence", async () => {
    const { status, stderr } = await node.run("statements", { Do: "stop", Id: "999999" });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^database: .*Unknown thread id: 999999\n$/)]);
  });
});

test("PHP's environment and the jobs are reloaded, each by itself", async () => {
  expect((await node.run("reload", { What: "jobs" })).stdout).toBe("jobs: reloaded\n");
  expect(systemctl()).toBe("restart xcart.target\n");
  expect((await node.run("reload")).stdout).toBe("php: reloaded\n");
  expect(systemctl()).toBe("restart xcart.target\nreload php-fpm\n");
});
