import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type CanaryRequest, canaryRequest } from "../../../domain/contracts/canary.ts";
import { standardPages } from "../../../domain/defaults/canary.ts";
import { handler, linesOf } from "../../../functions/canary/handler.ts";
import { type Walk, walk } from "../../../functions/canary/walk.ts";
import { page, type Reply, redirect, Shop, send } from "./shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await new Shop().start();
});
afterEach(async () => await shop.stop());

function request(more: Partial<CanaryRequest> = {}): CanaryRequest {
  return canaryRequest.parse({
    stack: "demo-prod",
    ...shop.way,
    slowSeconds: 5,
    pages: Object.entries(standardPages).map(([name, path]) => ({ name, path, html: name !== "health" })),
    buy: { productId: 7, before: "checkout" },
    ...more,
  });
}

const walkShop = async (more: Partial<CanaryRequest> = {}): Promise<Walk> => await walk(request(more));

/** What is wrong, by page. */
const problems = ({ pages }: Walk) => Object.fromEntries(pages.flatMap(({ page, problem }) => (problem ? [[page, problem]] : [])));

describe("a walk", () => {
  test("visits each page as one shopper, and puts a product into the cart before the checkout", async () => {
    const done = await walkShop();
    expect(problems(done)).toEqual({});
    expect(done.pages.map(({ page }) => page)).toEqual(["health", "home", "cart", "login", "checkout"]);
    expect(shop.seen).toEqual([
      "GET /healthz",
      "GET /",
      "GET /?target=cart",
      "GET /?target=login",
      "GET /?target=product&product_id=7",
      "POST /?target=cart&action=add",
      "GET /?target=cart",
      "GET /?target=checkout",
    ]);
    expect(new Set(shop.agents)).toEqual(new Set(["Mozilla/5.0 (compatible; xcart-canary; demo-prod)"]));
  });

  test("takes the cart for the checkout where nothing is bought", async () => {
    expect(problems(await walkShop({ buy: undefined }))).toEqual({});
  });

  test("finds the form's secret in the page's configuration too", async () => {
    shop.replies.set("/?target=product&product_id=7", (asked, response) => {
      const session = asked.headers.cookie?.match(/xid=(\w+)/)?.[1];
      send(response, page("Product", `<script>xliteConfig = {"form_id":"secret-of-${session}"}</script>`));
    });
    expect(problems(await walkShop())).toEqual({});
  });
});

describe("a page that is", () => {
  const cases: [string, Reply, string][] = [
    ["broken", (_, response) => send(response, "Fatal error", 500), "answers 500"],
    ["gone", (_, response) => send(response, page("Not found"), 404), "answers 404"],
    ["cut off", (_, response) => send(response, "<html><body>Fatal error: Allowed memory"), "ends before the page does"],
    ["wrong", (_, response) => send(response, page("Index of /")), 'does not say "Welcome"'],
    ["led away", (_, response) => redirect(response, "https://evil.example/"), "leads out of the store, to https://evil.example"],
    ["not encrypted", (_, response) => redirect(response, "http://localhost/"), "leads out of the store, to http://localhost"],
    ["led in circles", (_, response) => redirect(response, "/"), "redirects more than 5 times, last to /"],
    ["endless", (_, response) => send(response, "x".repeat(3 * 1024 * 1024)), "is longer than 2097152 bytes"],
    [
      "held by the firewall",
      (_, response) => response.writeHead(202, { "x-amzn-waf-action": "challenge" }).end(),
      "the firewall answers (challenge), not the store: does it know the canary's addresses?",
    ],
    ["hung up", (_, response) => response.destroy(), "socket hang up"],
  ];
  test.each(cases)("%s is a problem, and no other page's", async (_, reply, problem) => {
    shop.replies.set("/", reply);
    const pages = request().pages.map((one) => (one.name === "home" ? { ...one, contains: "Welcome" } : one));
    expect(problems(await walkShop({ pages }))).toEqual({ home: expect.stringContaining(problem) });
  });

  test("slow is a problem, whether its head or its end keeps waiting", async () => {
    shop.replies.set("/", () => undefined);
    shop.replies.set("/?target=login", (_, response) => response.write("<html>"));
    expect(problems(await walkShop({ slowSeconds: 0.5 }))).toEqual({ home: "took longer than 0.5 s", login: "took longer than 0.5 s" });
  });
});

describe("a cart that", () => {
  test("stays empty is the checkout's problem", async () => {
    shop.replies.set("/?target=cart&action=add", (_, response) => redirect(response, "/?target=cart"));
    expect(problems(await walkShop())).toEqual({ checkout: "leads to /?target=cart" });
  });

  test("refuses its form is, too", async () => {
    shop.replies.set("/?target=cart&action=add", (_, response) => send(response, "no", 403));
    expect(problems(await walkShop())).toEqual({ checkout: "product 7 cannot be put into the cart: answers 403" });
  });

  test("has a product without a form is, too", async () => {
    shop.replies.set("/?target=product&product_id=7", (_, response) => send(response, page("Sold out")));
    expect(problems(await walkShop())).toEqual({ checkout: "product 7 cannot be bought: its page has no form" });
  });
});

describe("the log", () => {
  const pages = [
    { page: "home", seconds: 0.2 },
    { page: "cart", seconds: 1.5, problem: "answers 500" },
  ];

  test("says what is wrong, and has the line that metrics are made of", () => {
    const lines = linesOf(request(), { pages, wayFaults: ["leads nowhere"], withoutRelease: false }, 1_700_000_000_000).map(
      (line): unknown => JSON.parse(line),
    );
    expect(lines).toEqual([
      { level: "ERROR", page: "cart", seconds: 1.5, problem: "answers 500" },
      { level: "ERROR", way: "leads nowhere" },
      {
        level: "INFO",
        pages,
        stack: "demo-prod",
        CanaryFailedPages: 1,
        CanaryWayFaults: 1,
        CanaryWithoutRelease: 0,
        CanarySlowestSeconds: 1.5,
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: "xcart/demo-prod",
              Dimensions: [["stack"]],
              Metrics: [
                { Name: "CanaryFailedPages", Unit: "Count" },
                { Name: "CanaryWayFaults", Unit: "Count" },
                { Name: "CanaryWithoutRelease", Unit: "Count" },
                { Name: "CanarySlowestSeconds", Unit: "Seconds" },
              ],
            },
          ],
        },
      },
    ]);
  });
});

test("a store by plain HTTP is not walked", async () => {
  await expect(handler({ ...request(), origin: "http://shop.example.com" })).rejects.toThrow("origin");
});
