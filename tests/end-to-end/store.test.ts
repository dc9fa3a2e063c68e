import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { buildOf, doorOf, installOf, promoteOf, takeBackOf } from "../components/xcart-release/documents.ts";
import { columnOf, standIn, standInPack } from "../support/xcart/stand-in.ts";
import { eventually, type StoreNode } from "./node.ts";
import { Shopper } from "./shopper.ts";
import { domain, executeOn, stack, startNodes, storeCommand, type World, world } from "./world.ts";

const [first, second, version] = ["5.5.0.29-1", "5.5.0.30-1", "5.5.0.30"] as const;
const administrator = "owner@example.com";
const password = "a password of her own";

/** A step of the story. What comes after one that has failed would only fail of that. */
let failed = "";
function step(name: string, work: () => Promise<void>): void {
  test(name, async () => {
    if (failed) throw new Error(`the story has ended before: ${failed}`);
    failed = name;
    await work();
    failed = "";
  });
}

let store: World;
let nodes: readonly StoreNode[] = [];
beforeAll(async () => {
  store = await world();
}, 180_000);
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await store?.stop();
});

/** Both nodes; the story is over where there are none. */
function both(): readonly [StoreNode, StoreNode] {
  const [one, other] = nodes;
  if (!one || !other) throw new Error("the nodes have not come up: see the first failure");
  return [one, other];
}

/** What auto scaling does with another launch template: new nodes, then the old ones go. */
async function replaceNodes(release: string): Promise<void> {
  const former = nodes;
  nodes = await startNodes(store, release);
  await Promise.all(former.map((node) => node.stop()));
}

const database = () => ({ host: "127.0.0.1", secretArn: store.users.tools.settings.secretArns.upgrade });
const succeeded = { status: "Success", errors: [] };

/** What each node answers to somebody who has not been there before. */
const home = () => Promise.all(both().map((node) => new Shopper(domain).get(node, "/")));

/** Workers of nginx that end have the former answer for a moment. */
async function expectOpen(): Promise<void> {
  await eventually("both nodes let shoppers in", async () => (await home()).every(({ status }) => status === 200));
  for (const { status, body } of await home()) expect([status, body]).toEqual([200, expect.stringContaining("<h1>The stand-in shop</h1>")]);
}

async function expectClosed(): Promise<void> {
  for (const { status, body, headers } of await home())
    expect([status, headers["retry-after"], body]).toEqual([503, "300", expect.stringContaining("closed for maintenance")]);
}

/** Puts something into a cart and pays. */
async function order(node: StoreNode): Promise<string> {
  const shopper = new Shopper(domain);
  await shopper.get(node, "/?target=cart&product_id=2");
  const { status, body } = await shopper.post(node, "/?target=checkout", { action: "checkout" });
  expect([status, body]).toEqual([200, expect.stringMatching(/<h1>Order \d+<\/h1>/)]);
  return /Order (\d+)/.exec(body)?.[1] ?? "";
}

const orders = async () => (await store.data.rows("SELECT order_id FROM xcart.xc_orders ORDER BY 1")).map((row) => String(row.order_id));

/** X-Cart as it is downloaded, which knows our marketplace. */
function distribution(): string {
  const code = standIn(store.folder);
  const url = `'${store.market}/'`;
  writeFileSync(
    join(code, "config/local/marketplace.yaml"),
    `parameters:\n    xcart.marketplace.url: ${url}\n    xcart:\n        marketplace:\n            url: ${url}\n`,
  );
  const archive = join(store.folder, "x-cart-5.5.0.29-en.zip");
  execFileSync("python3", ["-m", "zipfile", "-c", archive, "xcart"], { cwd: store.folder });
  return archive;
}

async function firstPassword(): Promise<string> {
  const { SecretString = "" } = await store.users.secrets.send(new GetSecretValueCommand({ SecretId: store.secrets.administrator }));
  return z.strictObject({ login: z.literal(administrator), password: z.string() }).parse(JSON.parse(SecretString)).password;
}

describe("a new store", () => {
  step("is installed from X-Cart's distribution, which an operator pushes", async () => {
    const pushed = await storeCommand(store, "release", "push", stack, "--distribution", distribution());
    expect(pushed).toContain(`X-Cart 5.5.0.29 is in ${store.cloud.bucket}`);
    const { application, licence, administrator: left } = store.secrets;
    const document = await installOf(store.cloud, { application, licence, administrator: left, database: database().secretArn });
    const parameters = { Release: first, Distribution: "5.5.0.29", Administrator: administrator };
    expect(await executeOn(store, document, parameters)).toMatchObject(succeeded);
    expect(await storeCommand(store, "release", "list", stack)).toContain(first);
  });

  step("is served by two nodes that boot makes of the release", async () => {
    nodes = await startNodes(store, first);
    await expectOpen();
  });
});

describe("on both nodes", () => {
  step("a shopper has the same cart", async () => {
    const [one, other] = both();
    const shopper = new Shopper(domain);
    await shopper.get(one, "/?target=cart&product_id=1");
    expect((await shopper.get(other, "/?target=cart")).body).toContain("1 items");
  });

  step("style sheets are compiled by boot, and by no shopper's page", async () => {
    for (const node of both()) {
      const { headers, body } = await new Shopper(domain).get(node, "/");
      expect(headers["x-less-compiled"]).toBe("0");
      const sheet = /href="(\/var\/resources\/[^"]+\.css)"/.exec(body)?.[1] ?? "";
      expect(await new Shopper(domain).get(node, sheet)).toMatchObject({ status: 200, body: expect.stringContaining("color: #1a5fb4") });
    }
  });

  step("the administrator signs in by the password that was left for her, changes it, and her logo is on the other node", async () => {
    const [one, other] = both();
    const staff = new Shopper(domain);
    await staff.post(one, "/admin/?target=login", { action: "login", login: administrator, password: await firstPassword() });
    expect((await staff.get(one, "/admin/")).headers.location).toBe("/admin/?target=force_change_password");
    await staff.post(other, "/admin/?target=force_change_password", { action: "update", password });
    expect((await staff.get(one, "/admin/")).body).toContain("<h1>Dashboard</h1>");
    const { status } = await staff.upload(one, "/admin/?target=logo", { field: "logo", name: "logo.png", bytes: "a logo" });
    expect(status).toBe(200);
    expect(await new Shopper(domain).get(other, "/images/simplecms/logo.png")).toMatchObject({ status: 200, body: "a logo" });
  });

  step("the sitemap is there that cron has written on one of them", async () => {
    await eventually("cron has written the sitemap", () => both().some((node) => node.logged("cron").includes("sitemap 3")));
    expect(both().filter((node) => node.logged("cron") !== "")).toHaveLength(1);
    for (const node of both()) expect((await new Shopper(domain).get(node, "/?target=sitemap")).body).toContain("product_id=3");
  });

  step("an order's message is handled, once", async () => {
    const number = await order(both()[0]);
    const handled = () => both().flatMap((node) => node.logged("mail").match(new RegExp(`order ${number}$`, "gm")) ?? []);
    await eventually("the worker has handled the message", () => handled().length > 0);
    expect(handled()).toHaveLength(1);
  });
});

let since = 0;

describe("the next version", () => {
  step("is built on a copy of the database", async () => {
    standInPack(store.market, { version });
    expect(await executeOn(store, await buildOf(store.cloud), { Release: second, From: first })).toMatchObject(succeeded);
    await expectOpen();
  });

  step("is promoted: the store closes, and the database is upgraded after a snapshot", async () => {
    since = Math.floor(Date.now() / 1000);
    const promoted = await executeOn(store, await promoteOf(store.cloud, database()), { Release: second, From: first }, nodes);
    expect(promoted).toMatchObject(succeeded);
    expect(store.snapshots.size).toBe(1);
    await expectClosed();
    expect((await new Shopper(domain).get(both()[0], "/admin/?target=login")).status).toBe(503);
  });

  step("comes with new nodes, which staff may look at before shoppers", async () => {
    await replaceNodes(second);
    await expectClosed();
    const staff = new Shopper(domain);
    await staff.post(both()[0], "/admin/?target=login", { action: "login", login: administrator, password });
    expect((await staff.get(both()[1], "/admin/")).body).toContain("<h1>Dashboard</h1>");
  });

  step("is opened, and works on the tables that its upgrade has made", async () => {
    expect(await executeOn(store, await doorOf(), { State: "open" }, nodes)).toMatchObject(succeeded);
    await expectOpen();
    expect(await store.data.rows(`SELECT ${columnOf(version)} AS hook FROM xcart.xc_products LIMIT 1`)).toEqual([{ hook: "Kettle" }]);
    const number = await order(both()[1]);
    await eventually("the worker works again", () => both().some((node) => node.logged("mail").includes(`order ${number}`)));
    expect(await new Shopper(domain).get(both()[1], "/images/simplecms/logo.png")).toMatchObject({ status: 200, body: "a logo" });
  });
});

describe("the way back from it", () => {
  step("closes the store, and says what was written since the snapshot", async () => {
    const parameters = { Release: second, To: first, Since: String(since) };
    const outcome = await executeOn(store, await takeBackOf(store.cloud, database()), parameters, nodes);
    expect(outcome).toMatchObject(succeeded);
    expect(outcome.said).toContain('{"orders":1,"payment transactions":1,"new customers":0}');
    await expectClosed();
  });

  step("leads to the former release on the former data", async () => {
    const [snapshot = ""] = store.snapshots.values();
    await store.data.restore(store.data.store, snapshot);
    for (const user of ["store", "upgrade"] as const) await store.users.rotate(user);
    await replaceNodes(first);
    await expectClosed();
    expect(await executeOn(store, await doorOf(), { State: "open" }, nodes)).toMatchObject(succeeded);
    await expectOpen();
    expect(await orders()).toHaveLength(1);
    expect(await store.data.rows(`SHOW COLUMNS FROM xcart.xc_products LIKE '${columnOf(version)}'`)).toEqual([]);
  });
});
