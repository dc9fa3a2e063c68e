import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { program } from "../../support/emulators/programs.ts";
import { freePort } from "../../support/emulators/server.ts";
import { columnOf, standIn, standInLicence, standInPack } from "../../support/xcart/stand-in.ts";

let database: MariaDb;
const folder = mkdtempSync(join(tmpdir(), "xcart-stand-in-test-"));
let store = "";
beforeAll(async () => {
  await program("php");
  database = await mariaDb();
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  rmSync(join(folder, "xcart"), { recursive: true, force: true });
  await database.root.query(
    "DROP DATABASE IF EXISTS xcart; CREATE DATABASE xcart; CREATE USER IF NOT EXISTS up IDENTIFIED BY 'p%41#q'; GRANT ALL ON xcart.* TO up",
  );
  store = standIn(folder);
  writeFileSync(
    join(store, ".env.local"),
    `DATABASE_URL='//up:p%41#q@127.0.0.1:${database.port}/xcart?serverVersion=8.4'\nXCART_INSTALLER_DETAILS_SHARED_SECRET_KEY=shared\n`,
  );
});

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
  return spawnSync(join(store, command), args, { encoding: "utf8", env: { PATH: process.env.PATH, ...env } });
}
const install = (env?: Readonly<Record<string, string>>, licence = standInLicence) =>
  run("bin/install.sh", ["-p", "-a", "owner@example.com:secret", "-k", licence], env);

async function rows(sql: string): Promise<unknown> {
  return (await database.root.query(`USE xcart; ${sql}`))[0];
}

/** Asks the store as PHP's own server runs it. */
async function ask<T>(work: (get: (path: string, init?: RequestInit) => Promise<Response>) => Promise<T>): Promise<T> {
  const port = await freePort();
  const server = spawn("php", ["-S", `127.0.0.1:${port}`, "-t", join(store, "public"), join(store, "public/index.php")], {
    stdio: "ignore",
    env: { PATH: process.env.PATH },
  });
  try {
    const get = async (path: string, init: RequestInit = {}): Promise<Response> => {
      for (let tries = 0; ; tries++)
        try {
          return await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
        } catch (error) {
          if (tries > 50) throw error;
          await sleep(100);
        }
    };
    return await work(get);
  } finally {
    server.kill();
  }
}

describe("the stand-in", () => {
  test("is installed by its own script, and shows its pages; the stylesheet is compiled once", async () => {
    expect(install()).toMatchObject({ status: 0, stderr: "" });
    await ask(async (get) => {
      const home = await get("/");
      const text = await home.text();
      expect([home.status, home.headers.get("x-less-compiled")]).toEqual([200, "1"]);
      expect(text).toMatch(/The stand-in shop[\s\S]*Kettle[\s\S]*<\/html>\n$/);
      expect((await get("/?target=category&category_id=1")).headers.get("x-less-compiled")).toBe("0");
      expect((await get("/?target=nothing")).status).toBe(404);
    });
    expect(existsSync(join(store, "public/images/product/kettle.png"))).toBe(true);
  });

  test("asks an administrator who must for another password, and lets no one else in", async () => {
    install();
    await rows("UPDATE xc_profiles SET forceChangePassword = 1");
    const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
    await ask(async (get) => {
      expect((await get("/admin/")).headers.get("location")).toBe("/admin/?target=login");
      const signIn = form({ target: "login", action: "login", login: "owner@example.com", password: "secret" });
      const answer = await get("/admin/", signIn);
      const cookie = answer.headers
        .getSetCookie()
        .flatMap((line) => line.split(";")[0] ?? [])
        .toReversed()
        .join("; ");
      const headers = { cookie };
      expect((await get("/admin/", { headers })).headers.get("location")).toBe("/admin/?target=force_change_password");
      const changed = form({ target: "force_change_password", action: "update", password: "mine" });
      await get("/admin/", { ...changed, headers });
      expect(await (await get("/admin/", { headers })).text()).toContain("Dashboard");
    });
  });

  test("refuses a database that has a store, a licence that is none, and what is no administrator", () => {
    expect(install({}, "nonsense")).toMatchObject({ status: 1, stderr: expect.stringContaining("license key") });
    expect(install()).toMatchObject({ status: 1, stderr: expect.stringContaining("has a store already") });
    expect(run("bin/install.sh", ["-p", "-a", "nobody"])).toMatchObject({ status: 1 });
  });

  test("is upgraded by a pack, goes on where it was killed, and does not work on the former tables", async () => {
    install();
    const version = "5.5.0.30";
    standInPack(join(store, "var/packs"), { version });
    expect(run("bin/upgrade.sh", ["-t", "build"], { STAND_IN_DIES_AFTER: "unpack" }).status).not.toBe(0);
    await ask(async (get) => expect((await get("/")).status).toBe(500));
    expect(run("bin/service", ["xcst:continue"])).toMatchObject({ status: 0, stderr: "" });
    expect(await rows(`SELECT ${columnOf(version)} AS is_new FROM xc_products LIMIT 1`)).toContainEqual([{ is_new: "Kettle" }]);
    expect(await rows("SELECT value FROM service_data")).toContainEqual([{ value: version }]);
    await ask(async (get) => expect((await get("/")).status).toBe(200));
    expect(run("bin/upgrade.sh", ["-t", "minor"]).stderr).toContain("no upgrade of the kind");
  });

  test("writes its logs and its sitemap where X-Cart does, and keeps pictures below its folder only", async () => {
    install();
    expect(run("bin/console", ["xcart:cron"])).toMatchObject({ status: 0 });
    expect(readFileSync(join(store, "var/data/xmlsitemap.1.xml"), "utf8")).toContain("product_id=1");
    const [year = ""] = readdirSync(join(store, "var/log"));
    expect(readdirSync(join(store, "var/log", year, readdirSync(join(store, "var/log", year))[0] ?? ""))[0]).toMatch(
      /^cron\.\d{4}-\d\d-\d\d\.log$/,
    );
    expect(run("bin/console", ["dbal:run-sql", "SELECT 1 + 1"]).stdout.trim()).toBe("2");
  });
});

test.each(["zip", "tgz"] as const)("a distribution comes as %s, with one folder at the top", (form) => {
  const into = join(folder, form);
  mkdirSync(into);
  const archive = standIn(into, { form });
  const list = form === "tgz" ? spawnSync("tar", ["tf", archive]) : spawnSync("python3", ["-m", "zipfile", "-l", archive]);
  expect(String(list.stdout)).toContain("xcart/bin/install.sh");
});
