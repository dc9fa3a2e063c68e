import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import ipaddr from "ipaddr.js";
import { agreedPage } from "../../../domain/payment-page/agreed.ts";
import type { Seen } from "../../../domain/payment-page/seen.ts";
import { newOf, remembered } from "../../../functions/payment-page/watch/reported.ts";
import { run } from "../../../functions/payment-page/watch/run.ts";
import { clean, openOffice } from "./office.ts";

let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  office = await openOffice();
});
// Throws where the role was refused anything.
afterEach(async () => await office.close());

const agreed = agreedPage.parse({});
const skimmed: Seen = {
  ...clean,
  scripts: [{ kind: "file", source: "https://evil.example/s.js", content: `sha256-${"A".repeat(43)}=`, loadedBy: "page" }],
};
const unseen: Seen = { ...clean, paymentPage: undefined, faults: [{ kind: "product", sentence: "Nothing can be bought." }] };

const metrics = () => {
  const { PaymentPageVisits, PaymentPageDifferences, PaymentPageFaults } = JSON.parse(office.lines.at(-1) ?? "{}");
  return [PaymentPageVisits, PaymentPageDifferences, PaymentPageFaults];
};

test("each run has a pass of its own, which holds while visits take place and is sent with them", async () => {
  await run(office.watcher([clean, clean], agreed));
  await run(office.watcher([clean], agreed));
  const [first, second, third] = office.during;
  expect(first).toEqual(second);
  expect(first?.header).not.toBe(third?.header);
  for (const { addresses, header = "" } of office.during) {
    expect(addresses.map((cidr) => ipaddr.parseCIDR(cidr)[0].toNormalizedString())).toEqual([ipaddr.parse(header).toNormalizedString()]);
  }
  expect(office.slept).toEqual([45_000, 45_000]);
  expect(await office.addresses()).toEqual([]);
});

test("the pass ends where the browser does", async () => {
  const visit = () => Promise.reject(new Error("the browser went away"));
  await expect(run({ ...office.watcher([clean], agreed), visit })).rejects.toThrow("the browser went away");
  expect(await office.addresses()).toEqual([]);
});

test("a page that is as agreed is counted and recorded, and no mail is sent", async () => {
  await run(office.watcher([clean, clean, clean], agreed));
  expect(metrics()).toEqual([3, 0, 0]);
  expect(await office.mails()).toEqual([]);
  expect(await office.kept()).toEqual(["records/payment-page/shop-prod/20261130T1000Z/run.json"]);
});

test("what one visit of three saw is named once in one mail, with evidence whose hashes are in the record", async () => {
  await run(office.watcher([clean, skimmed, clean], agreed));
  expect(metrics()).toEqual([3, 1, 0]);
  const folder = "records/payment-page/shop-prod/20261130T1000Z/";
  const [mail, ...more] = await office.mails();
  expect(more).toEqual([]);
  expect(mail?.Subject).toBe("shop-prod: one thing on the payment page not agreed on");
  expect(mail?.Message).toContain("- The payment page loads the script https://evil.example/s.js");
  expect(mail?.Message).toContain(`Pictures, requests and hashes: s3://${office.bucket}/${folder}`);
  const record = JSON.parse((await office.read(`${folder}run.json`)) ?? "{}");
  const hash = createHash("sha256")
    .update(new Uint8Array([1, 2]))
    .digest("hex");
  expect(record.sha256).toMatchObject({ "1-payment-page.png": hash, "3-payment-page.png": hash });
  expect(await office.kept()).toContain(`${folder}2-requests.har`);

  office.clock.now = new Date("2026-11-30T11:00:00Z");
  await run(office.watcher([skimmed], agreed));
  expect(metrics()).toEqual([1, 1, 0]);
  expect(await office.mails()).toEqual([]);
});

test("a visit that saw nothing is never all well: it is a fault, and told by name", async () => {
  await run(office.watcher([unseen, clean], agreed));
  expect(metrics()).toEqual([1, 0, 1]);
  const [mail] = await office.mails();
  expect(mail?.Subject).toBe("shop-prod: the payment page cannot be seen");
  expect(mail?.Message).toContain("What it could not see:\n- Nothing can be bought.");
});

test("where nothing was agreed yet all that is seen is told", async () => {
  await run(office.watcher([skimmed]));
  expect(metrics()).toEqual([1, 1, 0]);
});

test("the memory forgets what was not seen for two weeks, and keeps the newest", () => {
  const memory = { a: "2026-11-01", b: "2026-11-20" };
  expect(newOf(["a", "b", "c"], memory, "2026-11-30")).toEqual(["a", "c"]);
  expect(remembered(memory, ["c"], "2026-11-30")).toEqual({ b: "2026-11-20", c: "2026-11-30" });
  const many = Array.from({ length: 300 }, (_, i) => `${i}`.padStart(12, "0"));
  expect(JSON.stringify(remembered({}, many, "2026-11-30")).length).toBeLessThanOrEqual(4096);
});
