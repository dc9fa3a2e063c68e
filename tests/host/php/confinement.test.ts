import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { disabledFunctions } from "../../../host/php/limits.ts";
import { linesOf, type Running, runningNode } from "../../support/shop/running.ts";
import { asRoot, databasePassword, stageUsers } from "../../support/shop/stage.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

/** What code in the shop gets when it tries something. */
async function probe(what: string, path: string): Promise<unknown> {
  const { body } = await node.ask({ path: `/?${new URLSearchParams({ target: "probe", what, path })}` });
  return JSON.parse(body);
}

test("PHP is a user of its own", async () => {
  const { body } = await node.ask({ path: "/?target=environment" });
  expect(asRoot ? JSON.parse(body).user : "these tests need root: PHP has a user of its own").toBe(stageUsers.php);
});

describe("PHP cannot write", () => {
  test.each([
    "/srv/xcart/releases/1/public/index.php",
    "/srv/xcart/releases/1/public/new.php",
    "/srv/xcart/releases/1/classes/XLite/Core/Profiles.php",
    "/srv/xcart/local/new.txt",
    "/srv/xcart/host/login-lines.php",
    "/srv/xcart/host/new.php",
    "/etc/xcart/environment",
    "/var/log/xcart/new.log",
    "/etc/php.d/zz-xcart.ini",
  ])("%s", async (path) => {
    expect(await probe("write", node.place(path))).toBe(false);
  });
});

test.each(["/srv/xcart/local/tmp/new.txt", "/srv/xcart/releases/1/var/new.txt", "/srv/xcart/releases/1/public/images/new.txt"])(
  "PHP writes %s",
  async (path) => {
    expect(await probe("write", node.place(path))).toBe(true);
  },
);

test.each([
  "/etc/passwd",
  "/etc/xcart/environment",
  "/etc/xcart/pool-environment.conf",
  "/proc/self/environ",
  "/var/log/xcart/logins.jsonl",
])("PHP cannot read %s", async (path) => {
  expect(await probe("read", node.place(path))).toBe(false);
});

test.each(disabledFunctions)("%s is not there", async (name) => {
  expect(await probe("call", name)).toBe(false);
});

test("phpinfo, which X-Cart's page of the environment calls, says versions and no secret", async () => {
  const modules = await node.ask({ path: "/?target=phpinfo&flags=8" });
  expect([modules.status, modules.body]).toEqual([200, expect.stringMatching(/<td class="e">pdo_mysql<\/td><td class="v">/i)]);
  const all = await node.ask({ path: "/?target=phpinfo", headers: { cookie: "xid=aShoppersSession" } });
  expect(all.body).toContain(">PHP Version<");
  for (const secret of ["anAppSecret", databasePassword, "DATABASE_URL", "aShoppersSession"]) expect(all.body).not.toContain(secret);
});

test.each(["curl_exec", "mail", "putenv", "set_time_limit", "ini_set"])("%s, which X-Cart asks for, is not disabled", (name) => {
  expect(disabledFunctions).not.toContain(name);
});

test("code from elsewhere is not included", async () => {
  writeFileSync("/tmp/xcart-elsewhere.php", "<?php return true;");
  expect(await probe("include", "/tmp/xcart-elsewhere.php")).toBe(false);
  expect(await probe("include", "data://text/plain,<?php return true;")).toBe(false);
});

test.each([
  ["display_errors", "0"],
  ["expose_php", "0"],
  ["allow_url_include", "0"],
  ["memory_limit", "256M"],
  ["post_max_size", "64M"],
  ["opcache.save_comments", "1"],
  ["opcache.validate_timestamps", "0"],
  ["session.cookie_secure", "1"],
  ["session.cookie_httponly", "1"],
  ["session.cookie_samesite", "Lax"],
])("%s is %j, whatever X-Cart sets", async (name, value) => {
  expect(String(await probe("setting", name)).replace(/^$/, "0")).toBe(value);
});

test("an error is logged, not shown", async () => {
  const { status, body } = await node.ask({ path: "/?target=broken" });
  expect([status, body]).toEqual([500, ""]);
  expect(linesOf(node, "/var/log/xcart/php.log").join("\n")).toContain("a secret text");
});

test("a session is in the cache, over TLS, and outlives PHP", async () => {
  const first = await node.ask({ path: "/?target=session" });
  const cookie = String(first.headers["set-cookie"]);
  expect(cookie).toMatch(/^xid=[^;]+; path=\/; secure; HttpOnly; SameSite=Lax$/);
  const again = await node.ask({ path: "/?target=session", headers: { cookie: cookie.split(";")[0] ?? "" } });
  expect(JSON.parse(again.body)).toEqual({ visits: 2, handler: "redis" });
});

test("the environment has what X-Cart reads, and nothing of the machine's", async () => {
  const { body } = await node.ask({ path: "/?target=environment" });
  const { all, env } = JSON.parse(body);
  expect(env).toBe("prod");
  expect(all).toMatchObject({
    APP_ENV: "prod",
    XCART_HOST_DETAILS_FORCE_HTTPS: "true",
    DATABASE_URL: expect.stringMatching(/^\/\/xcart:/),
  });
  expect(Object.keys(all)).not.toContain("PHP_INI_SCAN_DIR");
});
