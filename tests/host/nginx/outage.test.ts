import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ask, shopper, wire } from "./ask.ts";
import { nodeSettings, played, type WebNode, webNode } from "./node.ts";

let node: WebNode;
beforeEach(async () => {
  node = await webNode(nodeSettings());
});
afterEach(async () => await node.stop());

const healthCheck = { path: "/healthz", address: null, host: "10.0.0.7" } as const;

test("without PHP: health says so to whom it concerns, shoppers are asked to wait, files are there", async () => {
  await node.php.stop();
  const { port } = node.nginx;
  expect(await ask(port, healthCheck)).toMatchObject({ status: 503, body: '{"status":"failing","node":"ok","php":"failing"}' });
  expect(await ask(port, { path: "/healthz" })).toMatchObject({ status: 503, body: "failing" });
  expect(await ask(port, { path: "/" })).toMatchObject({
    status: 502,
    headers: { "retry-after": "30", "cache-control": "no-store", "x-content-type-options": "nosniff" },
    body: expect.stringContaining("try again in a minute"),
  });
  expect(await ask(port, { path: "/images/product/a.png" })).toMatchObject({ status: 200 });
});

test("a worker that dies costs its request and no other", async () => {
  const { port } = node.nginx;
  expect((await ask(port, { path: "/?do=die" })).status).toBe(502);
  expect((await ask(port, { path: "/" })).status).toBe(200);
});

test("a reload under load loses no request", async () => {
  const { port } = node.nginx;
  let done = 0;
  const shop = async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++, done++) statuses.push((await ask(port, { path: i % 2 ? "/?do=nap" : "/assets/web/main.css" })).status);
    return statuses;
  };
  const shoppers = Array.from({ length: 4 }, shop);
  for (const after of [20, 60, 100]) {
    while (done < after) await new Promise((resolve) => setImmediate(resolve));
    node.nginx.reload();
  }
  expect((await Promise.all(shoppers)).flat()).toEqual(Array(160).fill(200));
});

describe("too much", () => {
  test("questions about health from outside, but not the load balancer's", async () => {
    const many = async (address: string | null, host: string) =>
      (await Promise.all(Array.from({ length: 40 }, async () => await ask(node.nginx.port, { path: "/healthz", address, host })))).map(
        ({ status }) => status,
      );
    expect(new Set(await many(shopper, "shop.example.com"))).toEqual(new Set([200, 429]));
    expect(new Set(await many(null, "10.0.0.7"))).toEqual(new Set([200]));
  });

  test("under way from one address at a time; others go on", async () => {
    const { port } = node.nginx;
    const slow = await Promise.all(Array.from({ length: 100 }, async () => await wire(port)));
    for (const socket of slow)
      socket.write(`POST / HTTP/1.1\r\nHost: shop.example.com\r\nX-Forwarded-For: ${shopper}\r\nContent-Length: 100\r\n\r\na`);
    const mine = async () => (await ask(port, { path: "/assets/web/main.css" })).status;
    // Until the last of them has arrived.
    while ((await mine()) === 200);
    expect(await mine()).toBe(429);
    expect(await ask(port, { path: "/assets/web/main.css", address: "203.0.113.10" })).toMatchObject({ status: 200 });
    for (const socket of slow) socket.destroy();
  });

  test("from another machine, which the load balancer is not", async () => {
    const { port } = node.nginx;
    expect((await ask(port, { path: "/healthz", from: played.stranger, address: "127.0.0.1" })).php?.details).toBeNull();
  });
});
