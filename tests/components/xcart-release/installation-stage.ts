import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import { z } from "zod";
import { uploadDistribution } from "../../../cli/release/distribution/bucket.ts";
import { checkDistribution } from "../../../cli/release/distribution/check.ts";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { distributionKeys } from "../../../components/xcart-release/distribution.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { program } from "../../support/emulators/programs.ts";
import { freePort, type Server, start } from "../../support/emulators/server.ts";
import { type Valkey, valkey } from "../../support/emulators/valkey.ts";
import { standIn, standInLicence } from "../../support/xcart/stand-in.ts";
import type { Automation } from "./automation-schema.ts";
import { Cloud } from "./cloud.ts";
import { installOf } from "./documents.ts";
import { execute } from "./interpreter.ts";
import { Machine } from "./machine.ts";

export const folder = mkdtempSync(join(tmpdir(), "xcart-installation-"));
export const owner = "owner@example.com";
const application = { appSecret: "anAppSecret", sharedSecretKey: "aSharedSecret", authCode: "anAuthCode" };
const credentials = z.strictObject({ login: z.string(), password: z.string() });

export let cloud: Cloud;
let machine: Machine;
export let database: MariaDb;
let cache: Valkey;
/** The builder's own. */
let local: Server;
export let secrets: SecretsManagerClient;
export let arns: { database: string; application: string; licence: string; administrator: string };
let document: Automation;
let count = 0;

beforeAll(async () => {
  cloud = await Cloud.open();
  database = await mariaDb({ options: ["--require-secure-transport=ON"] });
  cache = await valkey();
  local = await localCache();
  machine = await Machine.open(cloud.aws, [database.certificateFile]);
  secrets = new SecretsManagerClient(cloud.aws.client);
  await database.root.query("CREATE USER up IDENTIFIED BY 'Abc123' REQUIRE SSL; GRANT ALL ON xcart.* TO up");
  await machineWithWeb();
  for (const form of ["zip", "tgz"] as const) await pushed(form, standIn(folder, { form }));
});
afterAll(async () => {
  await Promise.all([database.stop(), cache.stop(), local.stop(), machine.stop()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  count++;
  await database.root.query("DROP DATABASE IF EXISTS xcart; CREATE DATABASE xcart");
  const made = { username: "up", password: "Abc123", host: "127.0.0.1", port: database.port, dbname: "xcart" };
  arns = {
    database: await secret("database-upgrade", JSON.stringify(made)),
    application: await secret("application", JSON.stringify(application)),
    licence: await secret("xcart-licence", `${standInLicence}\n`),
    administrator: await secret("administrator"),
  };
  document = await installOf(cloud, arns);
});

export async function secret(name: string, SecretString?: string): Promise<string> {
  const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: `shop-staging-${name}-${count}` }));
  // As Pulumi makes it: without a value.
  if (SecretString !== undefined) await secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString }));
  return ARN;
}

/** Uploads a distribution as `store release push` does. */
export async function pushed(name: string, archive: string): Promise<void> {
  const s3 = new S3Client({ ...cloud.aws.client, forcePathStyle: true });
  const distribution = name === "zip" ? "5.5.0.29" : `5.5.0.29-${name === "tgz" ? 2 : name}`;
  const description = await checkDistribution(archive, { line: "5.5", name: distribution, allowed: [] }, new Date());
  await uploadDistribution({ s3, name: cloud.bucket }, archive, description);
}

/** As the package of Amazon Linux comes: on loopback, without a password. */
async function localCache(): Promise<Server> {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const ready = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
  return await start(await program("redis-server"), args, { port, ready });
}

/** The builder's curl fetches the authorities from AWS, and pages from the builder itself. */
async function machineWithWeb(): Promise<void> {
  const authorities = `while [ "$1" != --output ]; do shift; done\ncp ${machine.folder}/rds.pem "$2"`;
  machine.stub("curl", `case "$*" in *127.0.0.1*) exec /usr/bin/curl "$@" ;; esac\n${authorities}`);
}

export interface Trouble {
  /** A step of X-Cart's after which it is killed. */
  readonly dies?: string;
  /** A step of the document that fails instead of what it does, or right after it. */
  readonly step?: string;
  readonly after?: string;
}

/** Runs the document, its scripts for real; resolves to how it went and all that was printed. */
export async function install(
  release: string,
  parameters: Readonly<Record<string, string>> = {},
  { dies, step: failing, after }: Trouble = {},
) {
  machine.renew();
  const port = String(await freePort());
  const said: string[] = [];
  machine.environment = dies === undefined ? {} : { STAND_IN_DIES_AFTER: dies };
  const outcome = await execute(document, {
    id: randomUUID(),
    parameters: {
      ...{ Release: release, Distribution: "5.5.0.29", Administrator: owner },
      DistributionSha256: await cloud.sumOf(distributionKeys(parameters.Distribution ?? "5.5.0.29").archive),
      ...parameters,
    },
    call: cloud.call.bind(cloud),
    run: async (step, commands) => {
      if (step === failing) throw new Error(`${step} failed`);
      // Others' tests may be on the builder's ports.
      const ours = commands.map((line) => line.replaceAll(":8080", `:${port}`).replaceAll(":6379", `:${local.port}`));
      const { status, stdout, stderr } = await machine.run(ours);
      said.push(stdout, stderr);
      if (status !== 0) throw new Error(stderr);
      if (step === after) throw new Error(`killed after ${step}`);
    },
  });
  return { ...outcome, said: said.join("\n") };
}

let number = 0;
/** A release's name that no test has had. */
export const next = (version = "5.5.0.29") => `${version}-${++number}`;
export const rows = async (sql: string): Promise<unknown> => (await database.root.query(`USE xcart; ${sql}`)).flat(1)[1];
export const tables = async () => {
  const [found] = await database.root.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'xcart' ORDER BY 1",
  );
  return JSON.stringify(found);
};
export const administrator = async () =>
  credentials.parse(JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId: arns.administrator }))).SecretString ?? ""));
export const hasAdministrator = async () =>
  (await secrets.send(new ListSecretVersionIdsCommand({ SecretId: arns.administrator }))).Versions ?? [];

/** The release, unpacked as a node does, with a node's own environment. */
export async function node(release: string): Promise<string> {
  const at = join(folder, release);
  mkdirSync(at);
  const archive = join(folder, `${release}.tar.zst`);
  const s3 = new S3Client({ ...cloud.aws.client, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: cloud.bucket, Key: releaseKeys(release).archive }));
  writeFileSync(archive, (await Body?.transformToByteArray()) ?? "");
  execFileSync("tar", ["--extract", "--zstd", "--file", archive, "--directory", at]);
  return at;
}

const nodeEnvironment = () => ({
  PATH: process.env.PATH,
  APP_ENV: "prod",
  DATABASE_URL: `//up:Abc123@127.0.0.1:${database.port}/xcart?serverVersion=8.4`,
  DATABASE_DEFAULT_TABLE_PREFIX: "xc",
  REDIS_DSN: `rediss://:${cache.password}@127.0.0.1:${cache.port}`,
  XCART_INSTALLER_DETAILS_SHARED_SECRET_KEY: application.sharedSecretKey,
});

/** Asks a release as a node serves it: with sessions and cache in Valkey. */
export async function serve<T>(at: string, work: (get: (path: string, init?: RequestInit) => Promise<Response>) => Promise<T>): Promise<T> {
  const port = await freePort();
  mkdirSync(join(at, "config/local"), { recursive: true });
  writeFileSync(
    join(at, "config/local/xcart-hosting.yaml"),
    `doctrine:\n    dbal:\n        options:\n            !php/const PDO::MYSQL_ATTR_SSL_CAPATH: '${join(machine.folder, "etc/xcart/rds-ca")}'
framework:\n    session:\n        handler_id: ~\n    cache:\n        app: cache.adapter.redis\n`,
  );
  const sessions = `tls://127.0.0.1:${cache.port}?auth=${cache.password}`;
  const ini = [
    "-d",
    "session.save_handler=redis",
    "-d",
    `session.save_path="${sessions}"`,
    "-d",
    `openssl.cafile=${cache.certificateFile}`,
  ];
  const server = spawn("php", [...ini, "-S", `127.0.0.1:${port}`, "-t", join(at, "public"), join(at, "public/index.php")], {
    stdio: "ignore",
    env: nodeEnvironment(),
  });
  try {
    return await work(async (path, init = {}) => {
      for (let tries = 0; ; tries++)
        try {
          return await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
        } catch (error) {
          if (tries > 100) throw error;
          await sleep(100);
        }
    });
  } finally {
    server.kill();
  }
}

/** The store gets another licence, in a secret without a value. */
export async function withoutLicence(): Promise<void> {
  arns = { ...arns, licence: await secret("no-licence") };
  document = await installOf(cloud, arns);
}
