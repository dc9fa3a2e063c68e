import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { differences } from "../../../domain/payment-page/differences.ts";
import { visit } from "../../../functions/payment-page/visit.ts";
import { startBrowser } from "../../support/browser.ts";
import { Shops } from "./shop/shop.ts";
import { agreedFrom, inTurn, quickPace, straightRoute, visitOf } from "./watching.ts";

const forms = ["own", "frame", "redirect"] as const;
/** Visits of which each has its own tokens, a variant of the shop's test, and another version of both vendors' scripts; 200 each night. */
const VISITS = Number(process.env.HONEST_VISITS ?? 12);
const vendors = ["https://js.pay.example/v3/", "https://tags.example/"];

const shops = new Shops();
let browser: Browser;

beforeAll(async () => {
  await shops.start();
  browser = await startBrowser(shops.switches);
});
afterAll(async () => {
  await browser.close();
  await shops.stop();
});

it("finds nothing on the payment pages of honest shops, whatever changes from visit to visit", async () => {
  const origins = forms.map((form) => shops.open(`honest-${form}`, { form, straight: true }));
  const look = async (origin: string) => (await visit(browser, visitOf(origin), quickPace, straightRoute)).seen;
  const agreed: AgreedPage[] = [];
  for (const origin of origins) agreed.push(agreedFrom([await look(origin), await look(origin)], vendors));
  const alarms: string[] = [];
  await inTurn(4, Array.from({ length: VISITS }), async (_, i) => {
    const [origin, page] = [origins[i % forms.length], agreed[i % forms.length]];
    if (origin === undefined || page === undefined) throw new Error("no shop");
    const seen = await look(origin);
    alarms.push(...[...seen.faults, ...differences(seen, page, origin)].map(({ sentence }) => sentence));
  });
  expect(alarms).toEqual([]);
}, 1_800_000);

it("walks from the home page as a shopper: by a product that can be bought, as a guest, with no order, the secret for the store alone", async () => {
  const origin = shops.open("walked", { form: "frame" });
  const header = { name: "x-watcher", value: "a-secret-of-the-store" };
  const { seen, evidence } = await visit(browser, visitOf(origin, { header, testForms: ["https://js.pay.example"] }), quickPace);
  expect(seen.faults).toEqual([]);
  expect(seen.steps.map(({ name }) => name)).toEqual([
    "home",
    "product",
    "product",
    "checkout",
    "checkout as a guest",
    "checkout's next section",
  ]);
  expect(seen.typed).toEqual(["https://js.pay.example cardnumber"]);
  // By the provider's own form, for whom the number is meant; the file says so of its host.
  expect(seen.marks).toEqual([{ source: "https://api.pay.example/v1/tokens", how: "fetch", written: "plain", loadedBy: "page" }]);
  expect(seen.frames.map(({ source }) => source)).toEqual(["https://js.pay.example/fields.html"]);
  expect(seen.headers).toMatchObject({ "strict-transport-security": "max-age=31536000" });
  expect(shops.asked.filter((line) => line.startsWith("POST walked."))).toHaveLength(2);
  expect(new Set(shops.secrets)).toEqual(new Set(["walked.shop.example a-secret-of-the-store"]));
  expect(JSON.stringify([seen, evidence.har])).not.toMatch(/400000\d{10}|a-secret-of-the-store/);
  expect(Object.keys(evidence.screenshots)).toEqual(["payment-page.png"]);
}, 600_000);
