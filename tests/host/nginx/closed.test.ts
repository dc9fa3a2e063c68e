import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { closedHeader } from "../../../domain/defaults/canary.ts";
import { ask, type Question } from "./ask.ts";
import { nodeSettings, played, type WebNode, webNode } from "./node.ts";

let node: WebNode;
let own: WebNode;
beforeAll(async () => {
  [node, own] = [await webNode(nodeSettings()), await webNode(nodeSettings({ adminHost: "staff.example.com" }))];
});
afterAll(async () => {
  await Promise.all([node.stop(), own.stop()]);
});
const marks = (of: WebNode) => [of.nginx.place.closed, of.nginx.place.closedToStaff] as const;
beforeEach(() => {
  for (const mark of [...marks(node), ...marks(own)]) rmSync(mark, { force: true });
});
const close = (of: WebNode, toStaff = false) => {
  for (const mark of marks(of).slice(0, toStaff ? 2 : 1)) writeFileSync(mark, "");
};
const statusOf = async (question: Question, of = node) => (await ask(of.nginx.port, question)).status;

const shop = ["/", "/?target=cart", "/shirts/", "/index.php", "/cart.php", "/api/products", "/sitemap.xml", "/adminx/", "/?target=/admin/"];
const staff = ["/admin/", "/admin/?target=orders", "/service.php", "/service.php/rebuild"];

describe("a store that is closed", () => {
  test("tells shoppers so, and when to come back, whatever they ask for", async () => {
    close(node);
    for (const path of shop) {
      const { status, headers, body, php } = await ask(node.nginx.port, { path });
      expect([path, status, headers["retry-after"], headers["cache-control"]]).toEqual([path, 503, "300", "no-store"]);
      expect([headers[closedHeader.name.toLowerCase()], headers["strict-transport-security"] !== undefined]).toEqual([
        closedHeader.value,
        true,
      ]);
      expect([php, body]).toEqual([undefined, expect.stringContaining("closed for maintenance")]);
    }
    expect(await statusOf({ path: "/?target=checkout", method: "POST", body: "a=1" })).toBe(503);
  });

  test("lets staff into the administration, with its files", async () => {
    close(node);
    for (const path of staff) expect([path, (await ask(node.nginx.port, { path })).php?.script]).not.toEqual([path, undefined]);
    expect(await statusOf({ path: "/assets/web/main.css" })).toBe(200);
    expect(await statusOf({ path: "/images/product/a.png" })).toBe(200);
  });

  test("lets them in at a host of the administration's own only, where there is one", async () => {
    close(own);
    expect(await statusOf({ path: "/admin/", host: "staff.example.com" }, own)).toBe(200);
    expect(await statusOf({ path: "/admin/" }, own)).toBe(404);
    expect(await statusOf({ path: "/", host: "staff.example.com" }, own)).toBe(503);
  });

  test("says that it is well, and answers the node itself, which tries a release out", async () => {
    close(node, true);
    expect(await statusOf({ path: "/healthz", address: null })).toBe(200);
    expect(await statusOf({ path: "/?target=main", address: null, from: played.node })).toBe(200);
  });

  test("believes no one who says to be the node", async () => {
    close(node);
    expect(await statusOf({ path: "/", address: "127.0.0.1" })).toBe(503);
    expect(await statusOf({ path: "/", headers: { "x-forwarded-for": "127.0.0.1" } })).toBe(503);
  });

  test("lets staff in no more while the database is another release's", async () => {
    close(node, true);
    for (const path of staff) expect([path, await statusOf({ path })]).toEqual([path, 503]);
  });

  test("is open again once the marks are gone and nginx is reloaded, which forgets the files that it has seen", async () => {
    close(node, true);
    await statusOf({ path: "/admin/" });
    for (const mark of marks(node)) rmSync(mark);
    node.nginx.reload();
    // For a moment a worker that is about to end may still answer.
    let refused = ["all"];
    for (let tries = 0; tries < 100 && refused.length > 0; tries++) {
      refused = [];
      for (const path of ["/", ...staff]) if ((await statusOf({ path })) !== 200) refused.push(path);
      if (refused.length > 0) await sleep(100);
    }
    expect(refused).toEqual([]);
  });
});
