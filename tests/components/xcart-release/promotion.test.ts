import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { columnOf, standInPack } from "../../support/xcart/stand-in.ts";
import { takeBackOf } from "./documents.ts";
import { rows } from "./installed.ts";
import {
  buildInStaging,
  checks,
  cleaning,
  closing,
  cloud,
  expectUntouched,
  expectUpgraded,
  folder,
  from,
  market,
  next,
  password,
  promote,
  promoteRelease,
  rehearsal,
  release,
  rotate,
  run,
  secrets,
  states,
  store,
  upgrade,
} from "./promotion-stage.ts";

const described = JSON.stringify({ sha256: createHash("sha256").update("skimmer").digest("hex") });

describe("a release that staging has built", () => {
  beforeAll(buildInStaging);

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
});

test("a password that is renewed between copy and rehearsal is not in the way", async () => {
  const { status, errors } = await promoteRelease({ before: { step: "Rehearse", does: rotate } });
  expect([status, errors]).toEqual(["Success", []]);
  await expectUpgraded();
});

test("a rollback begins with a closed store, and says what was written since", async () => {
  await store.root.query(`USE xcart; INSERT INTO xc_payment_transactions (date) VALUES (1800000001);
    INSERT INTO xc_orders (total, date, is_order) VALUES (1, 1800000001, 1), (1, 1800000002, 1), (1, 1700000000, 1), (1, 1800000003, 0);
    INSERT INTO xc_profiles (login, added) VALUES ('new@example.com', 1800000001)`);
  await cloud.parameter(upgrade, `done ${release}`);
  const takeBack = await takeBackOf(cloud, { host: "127.0.0.1", secretArn: secrets.upgrade });
  const { status, errors, said } = await run(takeBack, { Release: release, To: from, Since: "1800000000" });
  expect([status, errors]).toEqual(["Success", []]);
  expect(said).toContain('lost by the rollback:\n{"orders":2,"payment transactions":1,"new customers":1}');
  expect(await states()).toEqual([`upgrading ${from}`, `back ${release}`]);
});

describe("what staging never ran is refused, with nothing changed", () => {
  test("another way to the release", async () => {
    const { steps, errors } = await run(promote, { Release: release, From: release });
    expect(steps.at(-3)).toBe("Prepare!");
    expect(errors[0]).toContain(`staging upgraded from ${from}, not from ${release}`);
    await expectUntouched();
  });

  test.each<[string, (keys: ReturnType<typeof releaseKeys>) => Readonly<Record<string, string>>]>([
    ["its archive and description", ({ archive, description }) => ({ [archive]: "skimmer", [description]: described })],
    ["its record", ({ scenario }) => ({ [scenario]: JSON.stringify({ from, kind: "build", packs: [] }) })],
  ])("a release of which %s were replaced since it was looked at", async (_, replaced) => {
    const keys = releaseKeys(release);
    const kept = await Promise.all(Object.keys(replaced(keys)).map(async (key) => [key, await cloud.bytes(key)] as const));
    const does = async () => {
      for (const [key, content] of Object.entries(replaced(keys))) await cloud.write(key, content);
    };
    const { steps, errors } = await promoteRelease({ before: { step: "Prepare", does } });
    for (const [key, content] of kept) await cloud.write(key, content);
    expect([steps.at(-3), errors[0]]).toEqual([
      "Prepare!",
      expect.stringMatching(/: got (another )?sha256 .*expected [0-9a-f]{64}, which /),
    ]);
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
