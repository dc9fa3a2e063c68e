import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import type { VisitRequest } from "../../../domain/contracts/payment-page.ts";
import type { FaultKind } from "../../../domain/payment-page/seen.ts";
import type { Pace } from "../../../functions/payment-page/pace.ts";
import { visit } from "../../../functions/payment-page/visit.ts";
import { startBrowser } from "../../support/browser.ts";
import { type ShopPlan, Shops, send } from "./shop/shop.ts";
import { inTurn, quickPace, straightRoute, visitOf } from "./watching.ts";

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

interface Case {
  readonly name: string;
  readonly plan?: Partial<ShopPlan>;
  readonly request?: Partial<VisitRequest>;
  readonly straight?: boolean;
  readonly says: readonly [FaultKind, string];
}

const limits = { seconds: 60, pageSeconds: 20, megabytes: 100, answerMegabytes: 20 };
const page = (body: string): Partial<ShopPlan> => ({ body });
const answers = (reply: (response: ServerResponse) => void, at = "/"): Partial<ShopPlan> => ({
  reply: (request, response) => {
    if (request.url !== at || !request.headers.host?.endsWith("shop.example")) return false;
    reply(response);
    return true;
  },
});

/** Writes without an end, as fast as it is read. */
function pour(response: ServerResponse): void {
  const block = Buffer.alloc(1024 * 1024, "x");
  response.writeHead(200, { "content-type": "text/javascript" });
  const more = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", more);
  more();
}

const cases: readonly Case[] = [
  { name: "a named product that is sold out", request: { product: 7 }, says: ["product", "The product 7 cannot be bought"] },
  { name: "nothing that can be bought", plan: { products: [7] }, says: ["product", "tried /?target=product&product_id=7"] },
  { name: "no product at all", plan: { products: [] }, says: ["product", "neither the home page nor a category"] },
  { name: "an account is wanted", plan: { guests: false }, says: ["account", "wants an account"] },
  {
    name: "a banner that no one knows",
    plan: { everywhere: '<div id="our-cookie-wall">We use cookies <button>Hm</button></div>' },
    says: ["consent", "consent banner"],
  },
  {
    name: "no payment step",
    plan: {
      form: "own",
      head: "<script>document.addEventListener('DOMContentLoaded',function(){document.querySelector('.checkout_fastlane_container').remove()})</script>",
    },
    straight: true,
    says: ["no-payment-step", "was not found"],
  },
  {
    name: "a page that never settles",
    plan: page(
      "<script>setInterval(function(){var s=document.createElement('script');s.src='/x.js?'+Math.random();document.head.append(s)},20)</script>",
    ),
    request: { limits: { ...limits, pageSeconds: 4 } },
    straight: true,
    says: ["unsettled", "does not settle"],
  },
  {
    name: "a home page that is not there",
    plan: answers((response) => send(response, "no", "text/html", 503)),
    says: ["unreachable", "answers 503"],
  },
  {
    name: "redirects without an end",
    plan: answers((response) => response.writeHead(302, { location: "/" }).end()),
    says: ["unreachable", "ERR_TOO_MANY_REDIRECTS"],
  },
  {
    name: "a store that leads elsewhere",
    plan: answers((response) => response.writeHead(302, { location: "https://js.pay.example/v3/" }).end()),
    says: ["left-store", "https://js.pay.example"],
  },
  {
    name: "the web ACL's own answer",
    plan: answers((response) => response.writeHead(202, { "x-amzn-waf-action": "challenge" }).end("<html></html>")),
    says: ["firewall", "challenge"],
  },
  {
    name: "an answer of 200 MB",
    plan: {
      ...page('<img src="/big.png">'),
      ...answers(
        (response) =>
          response.writeHead(200, { "content-type": "image/png", "content-length": 200 * 1024 * 1024 }).write("//".repeat(4096)),
        "/big.png",
      ),
    },
    straight: true,
    says: ["too-large", "200 MB"],
  },
  {
    // The browser streams a script without saying how much has come: time is its bound.
    name: "a script without an end",
    plan: { ...page('<script src="/big.js"></script>'), ...answers(pour, "/big.js") },
    request: { limits: { ...limits, pageSeconds: 4 } },
    straight: true,
    says: ["unreachable", "Timeout"],
  },
];

/** What a visit says instead of what it should; nothing where it says that. */
async function wrongOf(
  { name, plan, request, straight = false, says: [kind, part] }: Case,
  host: string,
  pace: Pace = quickPace,
): Promise<string[]> {
  const origin = shops.open(host, { form: "own", straight, ...plan });
  const { seen } = await visit(browser, visitOf(origin, { limits, ...request }), pace, straight ? straightRoute : undefined);
  const found = seen.faults.map((fault) => `${fault.kind}: ${fault.sentence}`);
  return seen.faults.some((fault) => fault.kind === kind && fault.sentence.includes(part)) ? [] : [`${name}: ${found.join(" ")}`];
}

it("says by name what kept it from the payment page, never that all is well", async () => {
  const wrong: string[] = [];
  await inTurn(3, cases, async (one, i) => void wrong.push(...(await wrongOf(one, `f${i}`))));
  expect(wrong).toEqual([]);
}, 900_000);

it("is not held up by dialogs, downloads and windows", async () => {
  const body = `<script>alert(1);confirm(2);addEventListener('beforeunload',function(e){e.preventDefault()});
setTimeout(function(){alert(3);for(var i=0;i<20;i++)window.open('/?target=cart');var a=document.createElement('a');a.href='/file';a.download='x.exe';document.body.append(a);a.click()},10)</script>`;
  const origin = shops.open("noisy", { form: "own", straight: true, body });
  const { seen } = await visit(browser, visitOf(origin), quickPace, straightRoute);
  expect(seen.paymentPage).toBe(`${origin}/?target=checkout`);
  expect(seen.typed).toEqual([`${origin} cc_number`]);
}, 300_000);

// The last test, and in a hurry: the loop keeps a processor busy until the browser ends.
it("says of a loop without an end that the visit has not ended", async () => {
  const endless: Case = {
    name: "a loop without an end",
    plan: page("<script>setTimeout(function(){for(;;);},50)</script>"),
    request: { limits: { ...limits, seconds: 8, pageSeconds: 4 } },
    straight: true,
    says: ["too-long", "has not ended"],
  };
  expect(await wrongOf(endless, "endless", { ...quickPace, answer: 1000, listing: 1000 })).toEqual([]);
}, 300_000);
