import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, expect } from "@jest/globals";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { columnOf, standInPack } from "../../support/xcart/stand-in.ts";
import type { Automation } from "./automation-schema.ts";
import { Cloud } from "./cloud.ts";
import { buildOf, promoteOf } from "./documents.ts";
import { dump, load, pack, rows } from "./installed.ts";
import { execute } from "./interpreter.ts";
import { Machine } from "./machine.ts";

export const [from, release, next] = ["5.5.0.29-1", "5.5.0.30-1", "5.5.0.30"] as const;
/** The same without a marketplace. */
export const [offline, replayed] = ["5.5.0.29-2", "5.5.0.30-2"] as const;
export const folder = mkdtempSync(join(tmpdir(), "xcart-promotion-"));
export const password = "Abc123";
export const market = join(folder, "market");
export const door = "/shop-staging/door";
export const upgrade = "/shop-staging/upgrade";

export let cloud: Cloud;
let client: SecretsManagerClient;
export let machine: Machine;
export let store: MariaDb;
let copy: MariaDb;
export let build: Automation;
export let promote: Automation;
export let secrets: { readonly master: string; readonly upgrade: string };
let executions = 0;
export let installed = "";

beforeAll(async () => {
  cloud = await Cloud.open();
  store = await mariaDb();
  // Another address and the same port, as RDS's.
  const options = ["--bind-address=127.0.0.2", `--port=${store.port}`, "--general-log", "--log-output=TABLE"];
  copy = await mariaDb({ certificateName: "localhost,IP:127.0.0.2", options });
  machine = await Machine.open(cloud.aws, [store.certificateFile, copy.certificateFile]);
  client = new SecretsManagerClient(cloud.aws.client);
  const secret = async (Name: string, username: string) => {
    const SecretString = JSON.stringify({ username, password, port: store.port });
    return (await client.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? "";
  };
  secrets = { master: await secret("rds!db-copy", "admin"), upgrade: await secret("shop-database-upgrade", "up") };
  for (const { root } of [store, copy])
    await root.query(
      `CREATE DATABASE xcart; CREATE USER up IDENTIFIED BY '${password}'; GRANT ALL ON xcart.* TO up;
       CREATE USER admin IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO admin WITH GRANT OPTION`,
    );
  build = await buildOf(cloud);
  promote = await promoteOf(cloud, { host: "127.0.0.1", secretArn: secrets.upgrade });
  installed = await pack({ cloud, store, folder, market, from, offline, password });
});
afterAll(async () => {
  await Promise.all([store.stop(), copy.stop(), machine.stop()]);
  rmSync(folder, { recursive: true });
});

const version = (database: MariaDb) => rows(database, "SELECT value FROM xcart.service_data WHERE name = 'version'");

export interface Trouble {
  /** A step that fails instead of what it does. */
  readonly step?: string;
  /** A step after which the stand-in is killed. */
  readonly dies?: string;
  readonly at?: string;
  /** What happens right before a step. */
  readonly before?: { readonly step: string; readonly does: () => Promise<void> };
}

/** Runs a document, its scripts for real; copies of the database are real ones. */
export async function run(
  document: Automation,
  parameters: Readonly<Record<string, string>>,
  { step: failing, dies = "", at, before }: Trouble = {},
) {
  machine.renew();
  const id = `0000-${++executions}`;
  machine.databases = { [`shop-staging-c-${id}`]: { host: "127.0.0.2", secretArn: secrets.master } };
  const said: string[] = [];
  const outcome = await execute(document, {
    id,
    parameters: await cloud.pinned(parameters),
    call: async (service, api, input) => {
      if (failing === "Snapshot" && api === "CreateDBSnapshot") throw new Error("Snapshot failed");
      if (failing === "Begin" && String(input.Value).startsWith("begun")) throw new Error("Begin failed");
      if (api === "RestoreDBInstanceToPointInTime") await load(copy, dump(store));
      return await cloud.call(service, api, input);
    },
    run: async (step, commands) => {
      if (step === before?.step) await before.does();
      if (step === failing) throw new Error(`${step} failed`);
      if (["SmokeTest", "CloseNodes", "OpenNodes"].includes(step)) return;
      machine.environment = step === at ? { STAND_IN_DIES_AFTER: dies } : {};
      const { status, stdout, stderr } = await machine.run(commands);
      said.push(stdout);
      if (status !== 0) throw new Error(stderr);
    },
  });
  return { ...outcome, said: said.join("\n") };
}

const buildRelease = () => run(build, { Release: release, From: from });
export const promoteRelease = (trouble?: Trouble) => run(promote, { Release: release, From: from }, trouble);

beforeEach(async () => {
  await load(store, installed);
  await cloud.parameter(door, "open");
  await cloud.parameter(upgrade, "none");
});

/** Has staging build {@link release}. */
export async function buildInStaging(): Promise<void> {
  standInPack(market, { version: next });
  const { status, errors } = await buildRelease();
  expect([status, errors]).toEqual(["Success", []]);
}

export const checks = ["RequireRelease", "RequireRecordOfStaging", "RequireFormer", "RefuseWhileAnotherIsUnderWay", "ReadProgress"];
const copying = ["CopyDatabase", "WaitForCopy", "GivePassword", "WaitForPassword"];
export const rehearsal = [...copying, "LaunchBuilder", "WaitForBuilder", "Prepare", "Rehearse"];
export const closing = ["Close", "CloseNodes", "ChooseSnapshot"];
export const cleaning = ["TerminateBuilder", "DeleteCopy"];

/** As the stack does it: the secret names another user by now, whom a copy from before does not know. */
export async function rotate(): Promise<void> {
  await store.root.query(`CREATE USER up_2 IDENTIFIED BY '${password}'; GRANT ALL ON xcart.* TO up_2`);
  const SecretString = JSON.stringify({ username: "up_2", password, port: store.port });
  await client.send(new PutSecretValueCommand({ SecretId: secrets.upgrade, SecretString }));
}

export const states = async () => [await cloud.parameter(door), await cloud.parameter(upgrade)];

export async function expectUpgraded(to: string = release): Promise<void> {
  expect(await version(store)).toEqual([{ value: next }]);
  expect(await rows(store, `SELECT ${columnOf(next)} AS hook FROM xcart.xc_products LIMIT 1`)).toEqual([{ hook: "Kettle" }]);
  expect(await states()).toEqual([`upgrading ${to}`, `done ${to}`]);
}

export async function expectUntouched(): Promise<void> {
  expect(await version(store)).toEqual([{ value: "5.5.0.29" }]);
  expect(await states()).toEqual(["open", "none"]);
  expect(await cloud.databases()).toEqual(["shop-staging-database"]);
}
