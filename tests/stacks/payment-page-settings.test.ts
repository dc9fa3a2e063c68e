import { describe, expect, test } from "@jest/globals";
import { watchRequest } from "../../domain/contracts/payment-page.ts";
import { passSeconds, visitSeconds, watchRun } from "../../domain/defaults/payment-page.ts";
import { describeIssues } from "../../stacks/settings/faults.ts";
import { type Environment, profiles } from "../../stacks/settings/profiles.ts";
import {
  paymentPageRelaxations,
  paymentPageUnwatched,
  resolvePaymentPage,
  watchRequestOf,
} from "../../stacks/settings/resolve/payment-page.ts";
import { canary } from "../../stacks/settings/schema/canary.ts";
import { paymentPage } from "../../stacks/settings/schema/payment-page.ts";
import { storeSchema } from "../../stacks/settings/schema/store.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { prod } from "./settings-fixture.ts";

const release = { name: "5.6.0.1-1", sha256: "5e1f".repeat(16) };
const store = (environment: Environment, raw: unknown = {}, more: { readonly web?: object; readonly walk?: "store" | "health" } = {}) => ({
  environment,
  web: more.web ?? { release },
  canary: canary.parse({ walk: more.walk }),
  paymentPage: resolvePaymentPage(paymentPage.parse(raw), profiles[environment]),
});
const off = { watch: { relaxedBecause: "The form is on the provider's own page." } };

describe("whether the payment page is watched", () => {
  test.each<[string, ReturnType<typeof store>, string | undefined]>([
    ["in production", store("prod"), undefined],
    ["in staging", store("staging"), "paymentPage.watch is off in staging"],
    ["in staging by a setting", store("staging", { watch: true }), undefined],
    ["not with a reason", store("prod", off), "paymentPage.watch is off: The form is on the provider's own page."],
    ["not without a release", store("prod", {}, { web: {} }), "web.release names no release, so that there is no page"],
    ["not before the store opens", store("prod", {}, { walk: "health" }), "canary.walk is health, so that the store is not open"],
  ])("%s", (_, one, expected) => expect(paymentPageUnwatched(one)).toBe(expected));

  test("is among the relaxations of production, and of no other", () => {
    expect(paymentPageRelaxations(store("prod", off))).toEqual([
      "paymentPage: not watched: paymentPage.watch is off: The form is on the provider's own page. (PCI DSS 6.4.3, 11.6.1)",
    ]);
    expect([...paymentPageRelaxations(store("prod")), ...paymentPageRelaxations(store("staging"))]).toEqual([]);
  });
});

test("what a visit is told is what the canary takes, and as many visits as there are fit a run", () => {
  const asked = watchRequestOf({ stack: "shop-prod", domain: "shop.example.com", ...store("prod", { product: 17, visits: 5 }) });
  const told = { ...asked, topicArn: "arn" };
  expect(watchRequest.parse(told)).toMatchObject({ origin: "https://shop.example.com", product: 17, visits: 5, limits: { seconds: 147 } });
  for (const visits of [1, 3, 10]) expect(visits * visitSeconds(visits) + passSeconds).toBeLessThan(watchRun.seconds);
});

test.each<[unknown, string]>([
  [{ watch: false }, 'watch: got false, expected true, or { relaxedBecause: "why" }'],
  [{ everyMinutes: 5 }, "everyMinutes: got 5, expected a whole number from 15 to 60 (minutes)"],
  [{ visits: 11 }, "visits: got 11, expected a whole number from 1 to 10"],
  [{ file: "../other.yaml" }, 'file: got "../other.yaml", expected a path below the settings\' folder such as payment-page.yaml'],
  [{ home: "shop" }, 'home: got "shop", expected a path of the store such as /'],
  [{ shopper: { country: "usa" } }, 'shopper.country: got "usa", expected a country\'s two letters such as US'],
  [
    { testForms: ["http://x.example.com"] },
    'testForms[0]: got "http://x.example.com", expected an origin such as https://testforms.example.com',
  ],
])("%j", (raw, fault) => {
  const { error } = paymentPage.safeParse(raw);
  expect(describeIssues(error?.issues ?? [], raw, paymentPage)).toEqual([fault]);
});

test("keys of the former watch say where it went", () => {
  expect(storeSchema.shape).toHaveProperty("paymentPage");
  const { faults } = parseSettings("shop-prod", { ...prod, canary: { buy: 17, paymentPage: { scripts: [] } } });
  expect(faults).toEqual([
    "canary.buy: removed, since a browser visits the payment page now; delete this line, and name the product in paymentPage.product if it is not to be found by itself",
    "canary.paymentPage: removed, since a browser compares the payment page with the file that paymentPage.file names; delete it, and write the file by npx store payment-page record STACK",
  ]);
});
