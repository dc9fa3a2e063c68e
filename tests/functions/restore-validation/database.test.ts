import { execFileSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { ValidationSettings } from "../../../domain/contracts/restore-validation.ts";
import type { DrillEvidence } from "../../../functions/restore-validation/evidence.ts";
import { validate } from "../../../functions/restore-validation/validate.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { filled, fillStore, newestOrder, schema } from "./fixtures/store.ts";
import { databaseDrill, databaseJob, world } from "./fixtures/world.ts";

let database: MariaDb;
let around: Awaited<ReturnType<typeof world>>;

beforeAll(async () => {
  database = await mariaDb();
});
afterAll(async () => await database?.stop());
beforeEach(async () => {
  await fillStore(database);
  around = await world(database);
});
afterEach(async () => await around.stop());

const drill = async (week?: number, settings?: Partial<ValidationSettings>) => await databaseDrill(around, week, settings);
const sql = async (text: string) => await database.root.query(`USE ${schema}; ${text}`);

async function lastEvidence(): Promise<DrillEvidence> {
  return JSON.parse((await around.evidence()).at(-1)?.text ?? "");
}

describe("a good copy", () => {
  test("is reported as such, once, with what that rests on", async () => {
    const outcome = await drill();
    expect(outcome).toMatchObject({ action: "reported", result: "SUCCESSFUL" });
    expect(around.backup.reported).toEqual([
      {
        id: "job-0",
        ValidationStatus: "SUCCESSFUL",
        ValidationStatusMessage: expect.stringMatching(/every row of 25 tables; 120 orders, the newest of 2026-11-22T01:30:00.000Z/),
      },
    ]);
  });

  test("has its numbers in the evidence: orders without carts, no table of another program", async () => {
    await drill();
    const { measured, comparedWith } = await lastEvidence();
    expect(measured.orders).toEqual({ count: filled.orders, newest: newestOrder.toISOString() });
    expect(measured.tables).toMatchObject({
      orders: { rows: filled.orders + filled.carts, checksum: expect.any(Number) },
      products: { rows: filled.products, checksum: expect.any(Number) },
      addon_reviews: { checksum: expect.any(Number) },
    });
    expect(Object.keys(Object(measured.tables))).not.toContain("other_program");
    expect(comparedWith).toBeUndefined();
  });

  test("is compared with the good drill before it", async () => {
    await drill();
    const outcome = await drill(1);
    expect(outcome).toMatchObject({
      result: "SUCCESSFUL",
      why: expect.arrayContaining([expect.stringContaining("compared with the drill before")]),
    });
    const [first] = await around.evidence();
    expect((await lastEvidence()).comparedWith).toEqual({ key: first?.key, sha256: JSON.parse(first?.text ?? "").sha256 });
  });

  test("comes from a dump that another server took in", async () => {
    await drill();
    const dump = execFileSync("mariadb-dump", ["--no-defaults", `--socket=${database.socket}`, "--user=root", "--databases", schema]);
    const other = await mariaDb();
    try {
      execFileSync("mariadb", ["--no-defaults", `--socket=${other.socket}`, "--user=root"], { input: dump });
      await other.root.query("CREATE USER 'xcart_admin'@'%' IDENTIFIED BY 'x'; GRANT ALL ON *.* TO 'xcart_admin'@'%'");
      const second = await world(other);
      second.backup.jobs.set("job-of-dump", databaseJob("job-of-dump"));
      const event = { "detail-type": "Restore Job State Change", detail: { restoreJobId: "job-of-dump" } } as const;
      expect(await validate(event, second.tools())).toMatchObject([{ result: "SUCCESSFUL" }]);
      const [taken] = await second.evidence();
      const sums = ({ measured }: DrillEvidence) => measured.tables;
      expect(sums(JSON.parse(taken?.text ?? ""))).toEqual(sums(await lastEvidence()));
      await second.stop();
    } finally {
      await other.stop();
    }
  });
});

describe("a bad copy fails", () => {
  const cases: readonly [string, string, RegExp][] = [
    ["without any table", `DROP DATABASE ${schema}; CREATE DATABASE ${schema}`, /^tables: got none of X-Cart's with the prefix xc_/],
    ["with tables missing", "DROP TABLE xc_orders, xc_profiles", /^tables: xc_profiles, xc_orders missing/],
    ["with a table empty that never is", "DELETE FROM xc_config", /^xc_config: empty/],
    ["with a column missing", "ALTER TABLE xc_orders DROP COLUMN is_order", /^xc_orders: cannot be read: .*is_order/],
  ];
  test.each(cases)("%s", async (_name, change, reason) => {
    await sql(change);
    const outcome = await drill();
    expect(outcome?.result).toBe("FAILED");
    expect(outcome?.why).toContainEqual(expect.stringMatching(reason));
    expect(around.backup.reported).toMatchObject([{ ValidationStatus: "FAILED", ValidationStatusMessage: expect.stringMatching(reason) }]);
  });

  test("without the schema", async () => {
    await sql(`DROP DATABASE ${schema}`);
    expect(await drill()).toMatchObject({ result: "FAILED", why: [expect.stringMatching(/could not be examined: Unknown database/)] });
  });

  test("with rows lost since the drill before, more than is tolerated", async () => {
    await drill();
    await sql("DELETE FROM xc_products WHERE id > 179; DELETE FROM xc_clean_urls WHERE id > 181");
    const outcome = await drill(1);
    expect(outcome?.why.filter((reason) => reason.includes("rows, expected"))).toEqual([
      "xc_products: got 179 rows, expected at least 180: the data of 2026-11-22T02:00:00.000Z had 200",
    ]);
  });

  test("with orders lost since the drill before", async () => {
    await drill();
    await sql("DELETE FROM xc_orders WHERE is_order = 1 AND order_id <= 20");
    expect((await drill(1))?.why[0]).toMatch(/^orders: got 100 rows, expected at least 108/);
  });

  test("with carts gone, does not: they come and go", async () => {
    await drill();
    await sql("DELETE FROM xc_orders WHERE is_order = 0");
    expect(await drill(1)).toMatchObject({ result: "SUCCESSFUL" });
  });

  test("with a newest order that is older than the one that the drill before had seen", async () => {
    await drill();
    await sql(`DELETE FROM xc_orders WHERE is_order = 1 AND date = ${newestOrder.getTime() / 1000}`);
    expect((await drill(1))?.why[0]).toBe(
      "newest order: got 2026-11-22T00:30:00.000Z, expected none older than 2026-11-22T01:30:00.000Z, which the drill before had seen",
    );
  });

  test("with a newest order that is too old for the store", async () => {
    const settings = { database: { ...around.settings.database, maximumOrderAgeSeconds: 86_400 } };
    expect(await drill(0, settings)).toMatchObject({ result: "SUCCESSFUL" });
    expect((await drill(1, settings))?.why[0]).toMatch(/^newest order: got 2026-11-22T01:30.*expected one of the last 24 hours/);
  });

  test("is not what the next one is compared with", async () => {
    await drill();
    await sql("DELETE FROM xc_products WHERE id > 100");
    await drill(1);
    await fillStore(database);
    expect(await drill(2)).toMatchObject({ result: "SUCCESSFUL" });
    expect((await lastEvidence()).comparedWith?.key).toContain("job-0");
  });

  test("older data is not held to what newer data had", async () => {
    await drill(1);
    await sql("DELETE FROM xc_products WHERE id > 100");
    expect(await drill()).toMatchObject({ result: "SUCCESSFUL" });
  });
});
