import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { type Difference, differences } from "../../../domain/payment-page/differences.ts";
import { visit } from "../../../functions/payment-page/visit.ts";
import { startBrowser } from "../../support/browser.ts";
import type { PaymentForm } from "./shop/pages.ts";
import { Shops } from "./shop/shop.ts";
import { type Skimmer, skimmers } from "./skimmers.ts";
import { agreedFrom, inTurn, quickPace, straightRoute, visitOf } from "./watching.ts";

const shops = new Shops();
let browser: Browser;
const agreed = new Map<PaymentForm, AgreedPage>();

const look = async (origin: string, whole = false) =>
  (await visit(browser, visitOf(origin), quickPace, whole ? undefined : straightRoute)).seen;

/** What is named within a skimmer's visits. */
async function namedOf(skimmer: Skimmer, index: number): Promise<readonly Difference[]> {
  const form = skimmer.form ?? "own";
  const whole = skimmer.everywhere !== undefined;
  const origin = shops.open(`s${index}`, { ...skimmer, form, straight: !whole });
  const page = agreed.get(form);
  if (!page) throw new Error(`nothing is agreed for ${form}`);
  const found: Difference[] = [];
  for (let i = 0; i < (skimmer.visits ?? 1); i++) found.push(...differences(await look(origin, whole), page, origin));
  return found;
}

beforeAll(async () => {
  await shops.start();
  browser = await startBrowser(shops.switches);
  for (const form of ["own", "frame", "redirect"] as const) {
    const origin = shops.open(`clean-${form}`, { form, straight: true });
    // Two visits: one of each variant of the shop's test.
    agreed.set(form, agreedFrom([await look(origin), await look(origin)], ["https://js.pay.example/v3/", "https://tags.example/"]));
  }
});
afterAll(async () => {
  await browser.close();
  await shops.stop();
});

it("names every skimmer within its number of visits", async () => {
  const missed: string[] = [];
  await inTurn(4, skimmers, async (skimmer, index) => {
    const found = await namedOf(skimmer, index);
    for (const [kind, part] of skimmer.named) {
      if (!found.some((difference) => difference.kind === kind && difference.sentence.includes(part))) {
        missed.push(
          `${skimmer.name}: no ${kind} with ${part} among\n  ${found.map(({ kind: k, sentence }) => `${k}: ${sentence}`).join("\n  ")}`,
        );
      }
    }
  });
  expect(missed).toEqual([]);
});

it("holds at least forty, each by a name of its own", () => {
  expect(skimmers.length).toBeGreaterThanOrEqual(40);
  expect(new Set(skimmers.map(({ name }) => name)).size).toBe(skimmers.length);
});
