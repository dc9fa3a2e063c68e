import { execFile, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { databaseAuthorities } from "../../../host/system/authorities.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { type AwsCli, awsCli } from "../../support/emulators/aws-cli.ts";
import { program } from "../../support/emulators/programs.ts";
import type { Automation } from "./automation-schema.ts";
import { buildOf } from "./documents.ts";

let build: Automation;
let aws: StubbedAws;
let cli: AwsCli;
let secretArn = "";
const bucket = `shop-releases-${randomUUID()}`;
const commands = mkdtempSync(join(tmpdir(), "xcart-aws-"));
beforeAll(async () => {
  build = await buildOf({ bucket, launchTemplateId: "lt-1", securityGroupId: "sg-1" });
  for (const name of ["jq", "php", "zstd"] as const) await program(name);
  const account = await emulatedAws();
  aws = await stubbedAws({ "rds:DescribeDBInstances": ({ DBInstanceIdentifier }) => copies(DBInstanceIdentifier) }, account.endpoint);
  cli = await awsCli(commands, account, aws.endpoint);
  await call("s3api", "create-bucket", "--bucket", bucket);
  secretArn = await call("secretsmanager", "create-secret", "--name", "rds!db-copy", "--query", "ARN", "--output", "text");
});
afterAll(async () => {
  await Promise.all([cli.stop(), aws.stop()]);
  rmSync(commands, { recursive: true });
});

/** What moto says of no instance: the secret that RDS keeps for it. */
function copies(asked: unknown) {
  if (asked !== "release-copy-1") throw new Refusal("DBInstanceNotFound", `DBInstance ${asked} not found.`);
  return {
    DBInstances: [
      { DBInstanceIdentifier: "release-copy-1", Endpoint: { Address: "copy.example.com" }, MasterUserSecret: { SecretArn: secretArn } },
    ],
  };
}

const running = promisify(execFile);
const call = async (...args: readonly string[]) => (await running(cli.command, [...args, "--region", "us-east-1"])).stdout.trim();

let folder: string;
const store = (path: string) => join(folder, "srv/release/store", path);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xcart-builder-"));
  for (const name of ["stubs", "srv/release/store/bin", "srv/release/store/config/local"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "rds.pem"), databaseAuthorities("us-east-1"));
  writeFileSync(store("config/local/shop.yaml"), "the store's own\n");
  // X-Cart's own upgrade: notes with what it could reach the database.
  writeFileSync(store("bin/upgrade.sh"), `#!/bin/bash\necho "$*" > ${folder}/upgraded\ncp .env.local config/local/* ${folder} || true\n`, {
    mode: 0o755,
  });
  stub("aws", `exec ${cli.command} "$@"`);
  stub("curl", `echo "$*" > ${folder}/fetched\nwhile [ "$1" != --output ]; do shift; done\ncp ${folder}/rds.pem "$2"`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const stub = (name: string, body: string) => writeFileSync(join(folder, "stubs", name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });

/** Runs the script of a step as the builder does, in a folder. */
async function run(name: string, parameters: Readonly<Record<string, string>> = {}) {
  const step = build.mainSteps.find((candidate) => candidate.name === name);
  if (step?.action !== "aws:runCommand") throw new Error(`${name}: no step that runs commands`);
  const script = (step.inputs.Parameters.commands ?? []).join("\n");
  const filled = Object.entries({
    "automation:EXECUTION_ID": "1",
    Database: "copy",
    Kind: "build",
    Release: "5.6.0.12-1",
    From: "5.6.0.11-1",
    ...parameters,
  }).reduce((text, [parameter, value]) => text.replaceAll(`{{${parameter}}}`, value), script);
  const moved = filled.replaceAll(/(?<![\w.])\/(srv\/release|etc\/xcart)/g, `${folder}/$1`);
  const env = { PATH: `${join(folder, "stubs")}:${process.env.PATH}` };
  const child = spawn("bash", ["--norc", "-c", moved], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, status };
}

const tell = (password: string) =>
  call("secretsmanager", "put-secret-value", "--secret-id", secretArn, "--secret-string", JSON.stringify({ username: "admin", password }));
/** A variable as a shell reads it, and Symfony's Dotenv by the same rules. */
const told = (name: string) =>
  execFileSync("sh", ["-c", `. "$0"; printf %s "$${name}"`, join(folder, ".env.local")], { encoding: "utf8", env: {} });

describe("a release is built", () => {
  test.each(["q%41+&=;!~", "a'b''c$HOME`id`\\", "p#a?s:s"])(
    "on the copy, whose password X-Cart reads as it stands: %s",
    async (password) => {
      await tell(password);
      expect(await run("Upgrade")).toMatchObject({ status: 0, stderr: "" });
      expect(told("DATABASE_URL")).toBe(`//admin:${password}@copy.example.com:3306/xcart?serverVersion=8.4`);
      expect([told("REDIS_DSN"), told("DATABASE_SSL_CLIENT_CERT")]).toEqual(["redis://127.0.0.1:6379", ""]);
      expect(readFileSync(join(folder, "upgraded"), "utf8")).toBe("-t build\n");
    },
  );

  test("with the authorities of the Region in the folder that X-Cart is told of", async () => {
    await tell("secret");
    await run("Upgrade");
    const [, named = ""] = /SSL_CAPATH: '(.+)'/.exec(readFileSync(join(folder, "xcart-hosting.yaml"), "utf8")) ?? [];
    expect(named).toBe(join(folder, "etc/xcart/rds-ca"));
    expect(readdirSync(named).filter((name) => /^[0-9a-f]{8}\.0$/.test(name))).toHaveLength(3);
    for (const pem of readdirSync(named)) execFileSync("openssl", ["verify", "-no-CAfile", "-CApath", named, join(named, pem)]);
    expect(readFileSync(join(folder, "fetched"), "utf8")).toContain(
      "https://truststore.pki.rds.amazonaws.com/us-east-1/us-east-1-bundle.pem",
    );
  });

  test("not at all where X-Cart would misread the password, which nobody is told", async () => {
    await tell("12#34-very-secret");
    const { status, stdout, stderr } = await run("Upgrade");
    expect(status).not.toBe(0);
    expect(stderr).toContain("DATABASE_URL: X-Cart would misread the password");
    expect(stdout + stderr).not.toContain("very-secret");
    expect(existsSync(join(folder, "upgraded"))).toBe(false);
  });

  test("without any of it where there is no copy", async () => {
    expect((await run("Upgrade", { Database: "none" })).status).toBe(0);
    expect(existsSync(join(folder, "etc"))).toBe(false);
    expect(readdirSync(store("config/local"))).toEqual(["shop.yaml"]);
  });
});

test("a release with a private key in it is not written", async () => {
  writeFileSync(store("config/payment.key"), "-----BEGIN RSA PRIVATE KEY-----\n");
  const { status, stderr } = await run("Upload", { Release: "5.6.0.13-1" });
  expect([status, stderr]).toEqual([1, "A private key would be in the release: store/config/payment.key\n"]);
  expect(existsSync(join(folder, "srv/release/release.tar.zst"))).toBe(false);
});

test("what the builder alone was told is in no release", async () => {
  await tell("secret");
  await run("Upgrade");
  mkdirSync(store("config/jwt"));
  for (const name of ["private", "public"]) writeFileSync(store(`config/jwt/${name}.pem`), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
  expect(await run("Upload")).toMatchObject({ status: 0, stderr: "" });
  const packed = execFileSync("tar", ["--list", "--zstd", "--file", join(folder, "srv/release/release.tar.zst")], { encoding: "utf8" });
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
  expect(kept.split("\t")).toEqual(["releases/5.6.0.12-1/release.json", "releases/5.6.0.12-1/release.tar.zst"]);
  // A release that is there stays as it is: the second upload is refused.
  expect(await run("Upload")).toMatchObject({ status: 255, stderr: expect.stringContaining("PreconditionFailed") });
});
