import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bundle } from "../../../components/function/bundle.ts";
import { type MariaDb, mariaDb } from "../../support/emulators/mariadb.ts";
import { fillStore, schema } from "./fixtures/store.ts";
import { databaseJob, world } from "./fixtures/world.ts";

const file = join(fileURLToPath(new URL("../../..", import.meta.url)), bundle("restore-validation"), "index.mjs");
const mebibyte = 1024 ** 2;

let database: MariaDb;
let around: Awaited<ReturnType<typeof world>>;
let folder = "";

beforeAll(async () => {
  // A log that takes in all of the large table without a pause.
  database = await mariaDb({ options: ["--innodb-log-file-size=1G"] });
  await fillStore(database);
  around = await world(database);
  folder = mkdtempSync(join(tmpdir(), "xcart-handler-"));
});
afterAll(async () => {
  await around?.stop();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the bundle as Lambda does, in a process of its own, and gives back what it answered and the most memory that it held. */
async function invoke(id: string): Promise<{ readonly outcomes: unknown; readonly printed: string; readonly peakBytes: number }> {
  around.backup.jobs.set(id, databaseJob(id));
  const script = join(folder, "invoke.mjs");
  const event = { "detail-type": "Restore Job State Change", detail: { restoreJobId: id } };
  // Not resourceUsage().maxRSS: the kernel hands the peak of the process that started this one on to it.
  writeFileSync(
    script,
    `import { readFileSync } from "node:fs";
     import { handler } from ${JSON.stringify(file)};
     const outcomes = await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 900_000 });
     const peakKib = Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
     console.log("\\n" + JSON.stringify({ outcomes, peakBytes: peakKib * 1024 }));`,
  );
  const env = {
    PATH: process.env.PATH,
    ...around.environment,
    RESTORE_VALIDATION: JSON.stringify(around.settings),
  };
  // V8 in a function of 256 MiB: what is left beside its heap is for code and buffers.
  const { stdout } = await promisify(execFile)(process.execPath, ["--max-old-space-size=160", script], { env });
  const lines = stdout.trimEnd().split("\n");
  return { ...JSON.parse(lines.at(-1) ?? ""), printed: lines.slice(0, -1).join("\n") };
}

test("the bundle is small, MySQL's driver in it", () => {
  expect(statSync(file).size).toBeLessThan(2 * mebibyte);
});

test("the bundle takes an event, looks, reports and prints metrics as bare lines", async () => {
  const { outcomes, printed } = await invoke("bundled");
  expect(outcomes).toMatchObject([{ restoreJobId: "bundled", action: "reported", result: "SUCCESSFUL" }]);
  expect(around.backup.reported).toMatchObject([{ id: "bundled", ValidationStatus: "SUCCESSFUL" }]);
  expect(printed).toMatch(/^\{"_aws":.*"RestoreTestSucceeded":1/m);
});

test("a database of 2 GiB is read whole within 256 MiB", async () => {
  const { root } = database;
  await root.query(`USE ${schema}; CREATE TABLE xc_addon_files (id INT AUTO_INCREMENT PRIMARY KEY, body LONGBLOB) ENGINE=InnoDB`);
  await root.query(`INSERT INTO xc_addon_files (body) VALUES (REPEAT('0123456789abcdef', ${mebibyte / 16}))`);
  for (let rows = 1; rows < 2048; rows *= 2) await root.query("INSERT INTO xc_addon_files (body) SELECT body FROM xc_addon_files");
  const { outcomes, peakBytes } = await invoke("large");
  expect(outcomes).toMatchObject([
    { result: "SUCCESSFUL", why: expect.arrayContaining([expect.stringMatching(/every row of 26 tables/)]) },
  ]);
  expect(peakBytes).toBeLessThan(256 * mebibyte);
  const [rows] = await root.query("SELECT SUM(LENGTH(body)) AS bytes FROM xc_addon_files");
  expect(rows).toEqual([{ bytes: String(2048 * mebibyte) }]);
}, 300_000);
