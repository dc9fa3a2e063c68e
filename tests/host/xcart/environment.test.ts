import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Running, runningNode } from "../../support/shop/running.ts";
import { databasePassword } from "../../support/shop/stage.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

/** A variable as a shell, and so systemd, reads it. */
const inUnits = (name: string) =>
  execFileSync("sh", ["-c", `. "$0"; printf %s "$${name}"`, node.place("/etc/xcart/environment")], { encoding: "utf8", env: {} });

const setPassword = (password: string) => node.setSecret("database", { username: "xcart", password, port: node.services.database.port });

/** What `xcart-environment` complains of. */
function complaint(): string {
  try {
    node.writeEnvironment();
    return "none";
  } catch (reason) {
    return String(reason);
  }
}

describe("what is written", () => {
  test("is for root only, in both forms", () => {
    for (const path of ["/etc/xcart/environment", "/etc/xcart/pool-environment.conf"])
      expect([path, (statSync(node.place(path)).mode & 0o777).toString(8)]).toEqual([path, "600"]);
  });

  test("has the names that X-Cart reads", () => {
    expect(inUnits("APP_ENV")).toBe("prod");
    expect(inUnits("DATABASE_URL")).toBe(`//xcart:${databasePassword}@127.0.0.1:${node.services.database.port}/xcart?serverVersion=8.4`);
    expect(inUnits("REDIS_DSN")).toBe(`rediss://:${node.services.cache.password}@127.0.0.1:${node.services.cache.port}`);
    expect(inUnits("LOCK_DSN")).toBe(`rediss://:${node.services.sessions.password}@127.0.0.1:${node.services.sessions.port}`);
    expect(inUnits("XCART_HOST_DETAILS_HTTPS_HOST")).toBe("shop.example.com");
    expect(inUnits("XCART_HOST_DETAILS_DOMAINS")).toBe("www.example.com");
    expect(inUnits("XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY")).toBe("aSharedSecret");
  });

  test("has none of the three that X-Cart drops, or that the database hangs up on", () => {
    for (const name of ["CA_CERT", "CLIENT_CERT", "CLIENT_KEY"]) expect(inUnits(`DATABASE_SSL_${name}`)).toBe("");
  });

  test("PHP finds the authorities by their hash, and X-Cart its own settings", () => {
    expect(readdirSync(node.place("/etc/xcart/rds-ca"))).toEqual(["001.pem", expect.stringMatching(/^[0-9a-f]{8}\.0$/)]);
    const overlay = readFileSync(node.place("/srv/xcart/current/config/local/xcart-hosting.yaml"), "utf8");
    expect(overlay).toContain(`!php/const PDO::MYSQL_ATTR_SSL_CAPATH: '${node.place("/etc/xcart/rds-ca")}'`);
  });

  test("leaves no half file behind", () => {
    expect(readdirSync(node.place("/etc/xcart")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("a new password", () => {
  const asked = () => readFileSync(`${node.root}/systemctl.log`, "utf8");

  test("has PHP and the jobs take it over, the same one no one", () => {
    rmSync(`${node.root}/systemctl.log`);
    writeFileSync(`${node.root}/stubs/systemctl`, `#!/bin/bash\necho "$*" >> ${node.root}/systemctl.log\n`, { mode: 0o755 });
    setPassword(databasePassword);
    node.writeEnvironment();
    expect(existsSync(`${node.root}/systemctl.log`)).toBe(false);
    setPassword("another");
    node.writeEnvironment();
    expect(asked()).toBe("--quiet is-active php-fpm\nreload php-fpm\ntry-restart xcart-cron xcart-worker\n");
    expect(inUnits("DATABASE_URL")).toContain("//xcart:another@");
  });

  test("that X-Cart would misread is refused, and what was there stays", () => {
    setPassword("12#34");
    expect(complaint()).toContain(
      "environment: DATABASE_URL: X-Cart would misread the password; have another made (aws secretsmanager rotate-secret)\n",
    );
    expect(inUnits("DATABASE_URL")).toContain("//xcart:another@");
  });

  test.each([
    ["a line break", "a\nb", "DATABASE_URL: X-Cart would misread the password"],
    ["a quote and what would be filled in", `a'\${b}`, "DATABASE_URL: begins with a dollar"],
  ])("with %s is refused, in both files", (_name, password, sentence) => {
    setPassword(password);
    expect(complaint()).toContain(sentence);
    expect(inUnits("DATABASE_URL")).toContain("//xcart:another@");
  });

  test("is what a shell and PHP read, whatever letters RDS takes", async () => {
    const { database } = node.services;
    for (const password of passwords) {
      setPassword(password);
      node.writeEnvironment();
      expect(inUnits("DATABASE_URL")).toContain(`//xcart:${password}@`);
      node.php.process.kill("SIGUSR2");
      const url = `//xcart:${password}@127.0.0.1:${database.port}/xcart?serverVersion=8.4`;
      await eventually(async () => (await told()).DATABASE_URL === url);
      expect((await told()).DATABASE_URL).toBe(url);
    }
  });
});

/** RDS takes printable ASCII but slash, at, double quote and blank (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.Settings.html). */
const letters = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((letter) => !'/@"'.includes(letter));

/** All letters, in a few orders. */
const passwords = [
  "q#?[]'\\`;!%41",
  "a'b\\'c\\\\",
  `x$y$${"{z}"}`,
  ...fc.sample(fc.shuffledSubarray(letters, { minLength: 41, maxLength: 41 }), { numRuns: 6, seed: 9 }).map((some) => `x${some.join("")}`),
];

async function told(): Promise<Record<string, string>> {
  const { body } = await node.ask({ path: "/?target=environment" });
  return JSON.parse(body).all;
}

async function eventually(what: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100 && !(await what()); i++) await sleep(50);
}
