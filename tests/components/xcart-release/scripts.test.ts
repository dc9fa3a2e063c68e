import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { databaseAuthorities } from "../../../host/system/authorities.ts";
import { program } from "../../support/emulators/programs.ts";
import type { Automation } from "./automation-schema.ts";
import { buildOf } from "./documents.ts";

let build: Automation;
beforeAll(async () => {
  build = await buildOf({ bucket: "shop-releases", launchTemplateId: "lt-1", securityGroupId: "sg-1" });
  for (const name of ["jq", "php", "zstd"] as const) await program(name);
});

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
  stub(
    "aws",
    `case "$*" in\n  *describe-db-instances*) echo "copy.example.com arn:secret" ;;\n  *get-secret-value*arn:secret*) cat ${folder}/secret ;;\n  *put-object*) echo "$*" >> ${folder}/put ;;\nesac`,
  );
  stub("curl", `echo "$*" > ${folder}/fetched\nwhile [ "$1" != --output ]; do shift; done\ncp ${folder}/rds.pem "$2"`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const stub = (name: string, body: string) => writeFileSync(join(folder, "stubs", name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });

/** Runs the script of a step as the builder does, in a folder. */
function run(name: string, parameters: Readonly<Record<string, string>> = {}) {
  const step = build.mainSteps.find((candidate) => candidate.name === name);
  if (step?.action !== "aws:runCommand") throw new Error(`${name}: no step that runs commands`);
  const script = step.inputs.Parameters.commands.join("\n");
  const filled = Object.entries({ Database: "copy", Kind: "build", Release: "5.6.0.12-1", From: "5.6.0.11-1", ...parameters }).reduce(
    (text, [parameter, value]) => text.replaceAll(`{{${parameter}}}`, value),
    script,
  );
  const moved = filled.replaceAll(/(?<![\w.])\/(srv\/release|etc\/xcart)/g, `${folder}/$1`);
  return spawnSync("bash", ["--norc", "-c", moved], { encoding: "utf8", env: { PATH: `${join(folder, "stubs")}:${process.env.PATH}` } });
}

const tell = (password: string) => writeFileSync(join(folder, "secret"), JSON.stringify({ username: "admin", password }));
/** A variable as a shell reads it, and Symfony's Dotenv by the same rules. */
const told = (name: string) =>
  execFileSync("sh", ["-c", `. "$0"; printf %s "$${name}"`, join(folder, ".env.local")], { encoding: "utf8", env: {} });

describe("a release is built", () => {
  test.each(["q%41+&=;!~", "a'b''c$HOME`id`\\", "p#a?s:s"])("on the copy, whose password X-Cart reads as it stands: %s", (password) => {
    tell(password);
    expect(run("Upgrade")).toMatchObject({ status: 0, stderr: "" });
    expect(told("DATABASE_URL")).toBe(`//admin:${password}@copy.example.com:3306/xcart?serverVersion=8.4`);
    expect([told("REDIS_DSN"), told("DATABASE_SSL_CLIENT_CERT")]).toEqual(["redis://127.0.0.1:6379", ""]);
    expect(readFileSync(join(folder, "upgraded"), "utf8")).toBe("-t build\n");
  });

  test("with the authorities of the Region in the folder that X-Cart is told of", () => {
    tell("secret");
    run("Upgrade");
    const [, named = ""] = /SSL_CAPATH: '(.+)'/.exec(readFileSync(join(folder, "xcart-hosting.yaml"), "utf8")) ?? [];
    expect(named).toBe(join(folder, "etc/xcart/rds-ca"));
    expect(readdirSync(named).filter((name) => /^[0-9a-f]{8}\.0$/.test(name))).toHaveLength(3);
    for (const pem of readdirSync(named)) execFileSync("openssl", ["verify", "-no-CAfile", "-CApath", named, join(named, pem)]);
    expect(readFileSync(join(folder, "fetched"), "utf8")).toContain(
      "https://truststore.pki.rds.amazonaws.com/us-east-1/us-east-1-bundle.pem",
    );
  });

  test("not at all where X-Cart would misread the password, which nobody is told", () => {
    tell("12#34-very-secret");
    const { status, stdout, stderr } = run("Upgrade");
    expect(status).not.toBe(0);
    expect(stderr).toContain("DATABASE_URL: X-Cart would misread the password");
    expect(stdout + stderr).not.toContain("very-secret");
    expect(existsSync(join(folder, "upgraded"))).toBe(false);
  });

  test("without any of it where there is no copy", () => {
    expect(run("Upgrade", { Database: "none" }).status).toBe(0);
    expect(existsSync(join(folder, "etc"))).toBe(false);
    expect(readdirSync(store("config/local"))).toEqual(["shop.yaml"]);
  });
});

test("what the builder alone was told is in no release", () => {
  tell("secret");
  run("Upgrade");
  expect(run("Upload")).toMatchObject({ status: 0, stderr: "" });
  const packed = execFileSync("tar", ["--list", "--zstd", "--file", join(folder, "srv/release/release.tar.zst")], { encoding: "utf8" });
  expect(packed.split("\n").filter(Boolean)).toEqual([
    "./",
    "./bin/",
    "./bin/upgrade.sh",
    "./config/",
    "./config/local/",
    "./config/local/shop.yaml",
  ]);
  expect(readFileSync(join(folder, "put"), "utf8").split("\n")).toHaveLength(3);
});
