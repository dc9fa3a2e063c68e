import { execFile, execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import type { Automation } from "./automation-schema.ts";
import { buildOf } from "./documents.ts";
import { Machine } from "./machine.ts";

let build: Automation;
let machine: Machine;
let copy: MariaDb;
let secretArn = "";
const bucket = `shop-releases-${randomUUID()}`;
beforeAll(async () => {
  build = await buildOf({ bucket, launchTemplateId: "lt-1", securityGroupId: "sg-1" });
  copy = await mariaDb({ options: ["--general-log", "--log-output=TABLE"] });
  await copy.root.query("CREATE DATABASE xcart");
  machine = await Machine.open(await emulatedAws(), [copy.certificateFile]);
  await call("s3api", "create-bucket", "--bucket", bucket);
  secretArn = await call("secretsmanager", "create-secret", "--name", "rds!db-copy", "--query", "ARN", "--output", "text");
  machine.databases = { "shop-staging-c-1": { host: "127.0.0.1", secretArn } };
});
afterAll(async () => await Promise.all([machine.stop(), copy.stop()]));

const running = promisify(execFile);
const call = async (...args: readonly string[]) => (await running(machine.cli, [...args, "--region", "us-east-1"])).stdout.trim();

const within = (path: string) => join(machine.folder, path);
const store = (path: string) => within(join("srv/release/store", path));
beforeEach(() => {
  machine.renew();
  for (const name of ["upgraded", ".env.local", "xcart-hosting.yaml", "shop.yaml"]) rmSync(within(name), { force: true });
  for (const name of ["bin", "config/local"]) mkdirSync(store(name), { recursive: true });
  writeFileSync(store("config/local/shop.yaml"), "the store's own\n");
  // X-Cart's own upgrade: notes with what it could reach the database.
  const script = `#!/bin/bash\necho "$*" > ${machine.folder}/upgraded\ncp .env.local config/local/* ${machine.folder} || true\n`;
  writeFileSync(store("bin/upgrade.sh"), script, { mode: 0o755 });
});

/** Runs the script of a step as the builder does, in a folder. */
async function run(name: string, parameters: Readonly<Record<string, string>> = {}) {
  const step = build.mainSteps.find((candidate) => candidate.name === name);
  if (step?.action !== "aws:runCommand") throw new Error(`${name}: no step that runs commands`);
  const { commands = [] } = step.inputs.Parameters;
  const filled = Object.entries({
    "automation:EXECUTION_ID": "1",
    Database: "copy",
    Kind: "build",
    Release: "5.6.0.12-1",
    From: "5.6.0.11-1",
    ...parameters,
  }).reduce((text, [parameter, value]) => text.replaceAll(`{{${parameter}}}`, value), commands.join("\n"));
  return await machine.run([filled]);
}

/** Has the copy's master user a password, and the secret say it. */
async function tell(password: string): Promise<string> {
  await copy.root.query("CREATE OR REPLACE USER admin IDENTIFIED BY ?", [password]);
  await copy.root.query("GRANT ALL ON *.* TO admin WITH GRANT OPTION");
  const secret = JSON.stringify({ username: "admin", password, port: copy.port });
  return await call("secretsmanager", "put-secret-value", "--secret-id", secretArn, "--secret-string", secret);
}
/** A variable as a shell reads it, and Symfony's Dotenv by the same rules. */
const told = (name: string) =>
  execFileSync("sh", ["-c", `. "$0"; printf %s "$${name}"`, within(".env.local")], { encoding: "utf8", env: {} });

describe("a release is built", () => {
  test.each(["q%41+&=;!~", "a'b''c$HOME`id`\\", "p#a?s:s", "12#34-very-secret"])(
    "on the copy, by a user of its own with a password that X-Cart reads, whatever RDS's is: %s",
    async (password) => {
      await tell(password);
      expect(await run("Upgrade")).toMatchObject({ status: 0, stderr: "" });
      expect(told("DATABASE_URL")).toMatch(
        new RegExp(`^//xcart_builder:[A-Za-z0-9]{40}@127\\.0\\.0\\.1:${copy.port}/xcart\\?serverVersion=8\\.4$`),
      );
      expect([told("REDIS_DSN"), told("DATABASE_SSL_CLIENT_CERT")]).toEqual(["redis://127.0.0.1:6379", ""]);
      expect(readFileSync(within("upgraded"), "utf8")).toBe("-t build\n");
    },
  );

  test("with the authorities of the Region in the folder that X-Cart is told of", async () => {
    await tell("secret");
    await run("Upgrade");
    const [, named = ""] = /SSL_CAPATH: '(.+)'/.exec(readFileSync(within("xcart-hosting.yaml"), "utf8")) ?? [];
    expect(named).toBe(within("etc/xcart/rds-ca"));
    expect(readdirSync(named).filter((name) => /^[0-9a-f]{8}\.0$/.test(name))).toHaveLength(4);
    for (const pem of readdirSync(named)) execFileSync("openssl", ["verify", "-no-CAfile", "-CApath", named, join(named, pem)]);
    expect(readFileSync(within("fetched"), "utf8")).toContain("https://truststore.pki.rds.amazonaws.com/us-east-1/us-east-1-bundle.pem");
  });

  test("not at all where the copy refuses its master, whose password no one is told", async () => {
    await tell("12#34-very-secret");
    await copy.root.query("ALTER USER admin IDENTIFIED BY 'another'");
    const { status, stdout, stderr } = await run("Upgrade");
    expect(status).not.toBe(0);
    expect(stderr).toContain("copy-user: the copy refused it: SQLSTATE 1045");
    expect(stdout + stderr).not.toContain("very-secret");
    expect(existsSync(within("upgraded"))).toBe(false);
  });

  test("without any of it where there is no copy", async () => {
    expect((await run("Upgrade", { Database: "none" })).status).toBe(0);
    expect(existsSync(within("etc"))).toBe(false);
    expect(readdirSync(store("config/local"))).toEqual(["shop.yaml"]);
  });
});

test("a release with a private key in it is not written", async () => {
  writeFileSync(store("config/payment.key"), "-----BEGIN RSA PRIVATE KEY-----\n");
  const { status, stderr } = await run("Upload", { Release: "5.6.0.13-1" });
  expect([status, stderr]).toEqual([1, "A private key would be in the release: store/config/payment.key\n"]);
  expect(existsSync(within("srv/release/release.tar.zst"))).toBe(false);
});

test("what the builder alone was told is in no release", async () => {
  await tell("secret");
  await run("Upgrade");
  mkdirSync(store("config/jwt"));
  for (const name of ["private", "public"]) writeFileSync(store(`config/jwt/${name}.pem`), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
  expect(await run("Upload")).toMatchObject({ status: 0, stderr: "" });
  const packed = execFileSync("tar", ["--list", "--zstd", "--file", within("srv/release/release.tar.zst")], { encoding: "utf8" });
  expect(packed.split("\n").filter(Boolean)).toEqual([
    "./",
    "./bin/",
    "./bin/upgrade.sh",
    "./config/",
    "./config/jwt/",
    "./config/local/",
    "./config/local/shop.yaml",
  ]);
  const kept = await call("s3api", "list-objects-v2", "--bucket", bucket, "--query", "Contents[].Key", "--output", "text");
  expect(kept.split("\t")).toEqual(["release.json", "release.tar.zst", "scenario.json"].map((name) => `releases/5.6.0.12-1/${name}`));
  // A release that is there stays as it is: the second upload is refused.
  expect(await run("Upload")).toMatchObject({ status: 255, stderr: expect.stringContaining("PreconditionFailed") });
});
