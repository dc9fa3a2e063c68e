import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { columnOf, standInPack } from "../../support/xcart/stand-in.ts";
import type { Automation } from "./automation-schema.ts";
import { Cloud } from "./cloud.ts";
import { buildOf, promoteOf, takeBackOf } from "./documents.ts";
import { dump, load, pack, rows } from "./installed.ts";
import { execute } from "./interpreter.ts";
import { Machine } from "./machine.ts";

const [from, release, next] = ["5.5.0.29-1", "5.5.0.30-1", "5.5.0.30"] as const;
/** The same without a marketplace. */
const [offline, replayed] = ["5.5.0.29-2", "5.5.0.30-2"] as const;
const folder = mkdtempSync(join(tmpdir(), "xcart-promotion-"));
const password = "Abc123";
const market = join(folder, "market");
const door = "/shop-staging/door";
const upgrade = "/shop-staging/upgrade";

let cloud: Cloud;
let client: SecretsManagerClient;
let machine: Machine;
let store: MariaDb;
let copy: MariaDb;
let build: Automation;
let promote: Automation;
let secrets: { readonly master: string; readonly upgrade: string };
let executions = 0;
let installed = "";

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

interface Trouble {
  /** A step that fails instead of what it does. */
  readonly step?: string;
  /** A step after which the stand-in is killed. */
  readonly dies?: string;
  readonly at?: string;
  /** What happens right before a step. */
  readonly before?: { readonly step: string; readonly does: () => Promise<void> };
}

/** Runs a document, its scripts for real; copies of the database are real ones. */
async function run(
  document: Automation,
  parameters: Readonly<Record<string, string>>,
  { step: failing, dies = "", at, before }: Trouble = {},
) {
  machine.renew();
  const id = `0000-${++executions}`;
  machine.databases = { [`release-copy-${id}`]: { host: "127.0.0.2", secretArn: secrets.master } };
  const said: string[] = [];
  const outcome = await execute(document, {
    id,
    parameters,
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
const promoteRelease = (trouble?: Trouble) => run(promote, { Release: release, From: from }, trouble);

beforeEach(async () => {
  await load(store, installed);
  await cloud.parameter(door, "open");
  await cloud.parameter(upgrade, "none");
});

describe("a release that staging has built", () => {
  beforeAll(async () => {
    standInPack(market, { version: next });
    const { status, errors } = await buildRelease();
    expect([status, errors]).toEqual(["Success", []]);
  });

  test("comes with the record of what its upgrade did", async () => {
    const record = JSON.parse((await cloud.read(cloud.bucket, releaseKeys(release).scenario)) ?? "");
    expect(record).toMatchObject({ version: 1, from, kind: "build", hooks: ["./src/LifetimeHook/Upgrade/UpgradeTo_5_5_0_30.php"] });
    expect(record.schemaStatements).toEqual([
      `ALTER TABLE \`xc_products\` ADD COLUMN \`${columnOf(next)}\` VARCHAR(16) NOT NULL DEFAULT ''`,
    ]);
    expect(record.tables).toEqual([{ name: "xc_products", change: "altered", rows: 3, after: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(record.dataStatements).toContainEqual({ sql: "REPLACE INTO xc_config VALUES (?)", count: 1 });
    expect(JSON.stringify(record)).not.toContain(password);
  });

  test("is promoted: the store's own database is upgraded after a rehearsal and a snapshot, and the store stays closed", async () => {
    const { status, errors, steps } = await promoteRelease();
    expect([status, errors]).toEqual(["Success", []]);
    expect(steps).toEqual([...checks, ...rehearsal, ...closing, "Snapshot", "WaitForSnapshot", "Begin", "Migrate", "Finish", ...cleaning]);
    await expectUpgraded();
    expect(cloud.calls.findLast(({ name }) => name === "rds:CreateDBSnapshot")?.input).toMatchObject({
      DBInstanceIdentifier: "shop-staging-database",
      Tags: expect.arrayContaining([
        { Key: "release", Value: release },
        { Key: "stack", Value: "shop-staging" },
      ]),
    });
    expect((await promoteRelease()).steps.at(-1)).toBe("RefuseWhileAnotherIsUnderWay!");
  });

  test("ends with tables of staging's, and code of the release's, whatever the store's data is", async () => {
    await rows(store, "INSERT INTO xcart.xc_products (name, image, enabled) SELECT name, image, enabled FROM xcart.xc_products");
    expect((await promoteRelease()).status).toBe("Success");
    await expectUpgraded();
  });

  test.each(["Prepare", "Rehearse"])("leaves the store open and its database alone where %s fails", async (step) => {
    const { status, steps } = await promoteRelease({ step });
    expect([status, steps.slice(-3)]).toEqual(["Failed", [`${step}!`, ...cleaning]]);
    await expectUntouched();
  });

  test.each(["CloseNodes", "Snapshot", "Begin"])("opens the store again where %s fails: the database is as it was", async (step) => {
    const { status, steps } = await promoteRelease({ step });
    expect([status, steps.slice(-6)]).toEqual(["Failed", [`${step}!`, "ChooseOpening", "Open", "OpenNodes", ...cleaning]]);
    await expectUntouched();
  });

  test("stays closed where X-Cart dies after any of its steps, says what to do, and goes on where that left the database", async () => {
    for (const [times, dies] of ["unpack", "migrate", "rebuild", "hooks", "finish"].entries()) {
      const died = await promoteRelease({ at: "Migrate", dies });
      expect([dies, died.status]).toEqual([dies, "Failed"]);
      expect(died.errors[0]).toContain(
        "the database is upgraded in part: the store stays closed; start the document again, or take the release back",
      );
      // The snapshot from before is the one to go back to.
      expect([dies, died.steps.includes("Snapshot")]).toEqual([dies, times === 0]);
      expect(await states()).toEqual([`upgrading ${release}`, `begun ${release}`]);
    }
    const again = await promoteRelease();
    expect([again.status, again.errors]).toEqual(["Success", []]);
    expect(again.steps).toEqual([...checks, ...rehearsal, ...closing, "Migrate", "Finish", ...cleaning]);
    await expectUpgraded();
  });

  test("is not gone on with by another one, and stays closed where the rehearsal of going on fails", async () => {
    await promoteRelease({ at: "Migrate", dies: "migrate" });
    const other = await run(promote, { Release: from, From: from });
    expect(other.steps.at(-1)).toBe("RequireRecordOfStaging!");
    expect((await promoteRelease({ step: "CloseNodes" })).steps.slice(-4)).toEqual(["CloseNodes!", "ChooseOpening", ...cleaning]);
    expect(await states()).toEqual([`upgrading ${release}`, `begun ${release}`]);
  });
});

describe("a release whose packs only the builder has had", () => {
  const packs = () => join(machine.folder, "srv/release/store/var/packs");
  const promoteReplayed = () => run(promote, { Release: replayed, From: offline });
  beforeAll(async () => {
    await load(store, installed);
    // As X-Cart leaves in var/packs what the marketplace gave it.
    const does = async () => void standInPack(packs(), { version: next });
    const { status, errors } = await run(build, { Release: replayed, From: offline }, { before: { step: "Upgrade", does } });
    expect([status, errors]).toEqual(["Success", []]);
  });

  test("is promoted with those of its record", async () => {
    const record = JSON.parse((await cloud.read(cloud.bucket, releaseKeys(replayed).scenario)) ?? "");
    expect(record.packs.map(({ name }: { name: string }) => name)).toContain(`CDev-Core-v${next}.tar.gz`);
    const { status, errors } = await promoteReplayed();
    expect([status, errors]).toEqual(["Success", []]);
    await expectUpgraded(replayed);
  });

  test("is not promoted without them", async () => {
    // Two empty blocks: an archive of nothing.
    await cloud.write(releaseKeys(replayed).packs, new Uint8Array(10_240));
    expect((await promoteReplayed()).steps.slice(-3)).toEqual(["Rehearse!", ...cleaning]);
    await expectUntouched();
  });
});

test("a password that is renewed between copy and rehearsal is not in the way", async () => {
  const { status, errors } = await promoteRelease({ before: { step: "Rehearse", does: rotate } });
  expect([status, errors]).toEqual(["Success", []]);
  await expectUpgraded();
});

test("the way back begins with a closed store, and says what was written since", async () => {
  await store.root.query(`USE xcart; INSERT INTO xc_payment_transactions (date) VALUES (1800000001);
    INSERT INTO xc_orders (total, date, is_order) VALUES (1, 1800000001, 1), (1, 1800000002, 1), (1, 1700000000, 1), (1, 1800000003, 0);
    INSERT INTO xc_profiles (login, added) VALUES ('new@example.com', 1800000001)`);
  await cloud.parameter(upgrade, `done ${release}`);
  const takeBack = await takeBackOf(cloud, { host: "127.0.0.1", secretArn: secrets.upgrade });
  const { status, errors, said } = await run(takeBack, { Release: release, To: from, Since: "1800000000" });
  expect([status, errors]).toEqual(["Success", []]);
  expect(said).toContain('lost on the way back:\n{"orders":2,"payment transactions":1,"new customers":1}');
  expect(await states()).toEqual([`upgrading ${from}`, `back ${release}`]);
});

describe("what staging never ran is refused, with nothing changed", () => {
  test("another way to the release", async () => {
    const { steps, errors } = await run(promote, { Release: release, From: release });
    expect(steps.at(-3)).toBe("Prepare!");
    expect(errors[0]).toContain(`staging upgraded from ${from}, not from ${release}`);
    await expectUntouched();
  });

  test("a release without a record of its upgrade, and one that is not there", async () => {
    expect((await run(promote, { Release: from, From: from })).steps.at(-1)).toBe("RequireRecordOfStaging!");
    expect((await run(promote, { Release: "5.5.0.31-1", From: from })).steps.at(-1)).toBe("RequireRelease!");
  });

  test("other statements on tables: an add-on of this store's", async () => {
    await rows(store, "ALTER TABLE xcart.xc_products DROP COLUMN image");
    const { steps, errors } = await promoteRelease();
    expect(steps.slice(-3)).toEqual(["Rehearse!", ...cleaning]);
    expect(errors[0]).toContain("staging never ran this: ALTER TABLE `xc_products` ADD COLUMN `image` VARCHAR(255)");
    expect(errors[0]).toContain("nothing was changed");
    await expectUntouched();
  });

  test("other code: the marketplace has given a later build meanwhile", async () => {
    standInPack(market, { version: "5.5.0.31", history: [next, "5.5.0.31"] });
    const { steps, errors } = await promoteRelease();
    standInPack(join(folder, "former"), { version: next });
    rmSync(join(market, "CDev-Core-v5.5.0.31.tar.gz"));
    writeFileSync(join(market, "packs.txt"), `CDev-Core-v${next}.tar.gz\n`);
    expect(steps.slice(-3)).toEqual(["Rehearse!", ...cleaning]);
    expect(errors[0]).toMatch(/the upgrade gives other code here than in staging, first in:\n {2}\.\/bootstrap\.php/);
    await expectUntouched();
  });
});

const checks = ["RequireRelease", "RequireRecordOfStaging", "RequireFormer", "RefuseWhileAnotherIsUnderWay", "ReadProgress"];
const copying = ["CopyDatabase", "WaitForCopy", "GivePassword", "WaitForPassword"];
const rehearsal = [...copying, "LaunchBuilder", "WaitForBuilder", "Prepare", "Rehearse"];
const closing = ["Close", "CloseNodes", "ChooseSnapshot"];
const cleaning = ["TerminateBuilder", "DeleteCopy"];

/** As the stack does it: the secret names another user by now, whom a copy from before does not know. */
async function rotate(): Promise<void> {
  await store.root.query(`CREATE USER up_2 IDENTIFIED BY '${password}'; GRANT ALL ON xcart.* TO up_2`);
  const SecretString = JSON.stringify({ username: "up_2", password, port: store.port });
  await client.send(new PutSecretValueCommand({ SecretId: secrets.upgrade, SecretString }));
}

const states = async () => [await cloud.parameter(door), await cloud.parameter(upgrade)];

async function expectUpgraded(to: string = release): Promise<void> {
  expect(await version(store)).toEqual([{ value: next }]);
  expect(await rows(store, `SELECT ${columnOf(next)} AS hook FROM xcart.xc_products LIMIT 1`)).toEqual([{ hook: "Kettle" }]);
  expect(await states()).toEqual([`upgrading ${to}`, `done ${to}`]);
}

async function expectUntouched(): Promise<void> {
  expect(await version(store)).toEqual([{ value: "5.5.0.29" }]);
  expect(await states()).toEqual(["open", "none"]);
  expect(await cloud.databases()).toEqual(["shop-staging-database"]);
}
