import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect } from "@jest/globals";
import { z } from "zod";
import { expectUsers } from "../../functions/database-users/check.ts";
import { buildOf, doorOf, installOf, moveFilesOf, promoteOf, takeBackOf } from "../components/xcart-release/documents.ts";
import { columnOf, standInLicence, standInPack } from "../support/xcart/stand-in.ts";
import { rows } from "./database.ts";
import { eventually } from "./node.ts";
import { commandWithDocument, storeCommand } from "./operator.ts";
import { Shopper } from "./shopper.ts";
import { distribution, Story, step } from "./story.ts";
import { domain, onNode, stack, type World, world } from "./world.ts";

const [first, second, version] = ["5.5.0.29-1", "5.5.0.30-1", "5.5.0.30"] as const;
const administrator = "owner@example.com";
const password = "a password of her own";

let store: World;
let story: Story;
beforeAll(async () => {
  store = await world();
  story = new Story(store);
}, 180_000);
afterAll(async () => await story?.stop());

const database = () => ({ host: "127.0.0.1", secretArn: store.users.tools.settings.secretArns.upgrade });

/** Has the settings name a release, which `pulumi up` brings. */
async function promoted(release: string): Promise<void> {
  expect(await storeCommand(store, ["release", "promote", stack, release])).toContain(`npx pulumi up -s ${stack}`);
}

async function firstPassword(): Promise<string> {
  const { SecretString = "" } = await store.users.secrets.send(new GetSecretValueCommand({ SecretId: store.secrets.administrator }));
  return z.strictObject({ login: z.literal(administrator), password: z.string() }).parse(JSON.parse(SecretString)).password;
}

describe("a new store", () => {
  step("is installed from X-Cart's distribution, which an operator pushes", async () => {
    const pushed = await storeCommand(store, ["release", "push", stack, "--distribution", distribution(store)]);
    expect(pushed).toContain(`X-Cart 5.5.0.29 is in ${store.cloud.bucket}`);
    await storeCommand(store, ["release", "licence", stack], { input: `${standInLicence}\n` });
    const { application, licence, administrator: left } = store.secrets;
    const document = await installOf(store.cloud, { application, licence, administrator: left, database: database().secretArn });
    const install = ["release", "install", stack, first, "--administrator", administrator];
    expect(await commandWithDocument(store, install, { name: "install-release", document })).toContain(`${first} is installed`);
    expect(await storeCommand(store, ["release", "list", stack])).toContain(first);
  });

  step("is served by two nodes that boot makes of the release", async () => {
    await promoted(first);
    await story.replaceNodes(first);
    await story.expectOpen();
  });
});

describe("on both nodes", () => {
  step("a shopper has the same cart", async () => {
    const [one, other] = story.both();
    const shopper = new Shopper(domain);
    await shopper.get(one, "/?target=cart&product_id=1");
    expect((await shopper.get(other, "/?target=cart")).body).toContain("1 items");
  });

  step("style sheets are compiled by boot, and by no shopper's page", async () => {
    for (const node of story.both()) {
      const { headers, body } = await new Shopper(domain).get(node, "/");
      expect(headers["x-less-compiled"]).toBe("0");
      const sheet = /href="(\/var\/resources\/[^"]+\.css)"/.exec(body)?.[1] ?? "";
      expect(await new Shopper(domain).get(node, sheet)).toMatchObject({ status: 200, body: expect.stringContaining("color: #1a5fb4") });
    }
  });

  step("the administrator signs in by the password that was left for her, changes it, and her logo is on the other node", async () => {
    const [one, other] = story.both();
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
    await eventually("cron has written the sitemap", () => story.both().some((node) => node.logged("cron").includes("sitemap 3")));
    expect(story.both().filter((node) => node.logged("cron") !== "")).toHaveLength(1);
    for (const node of story.both()) expect((await new Shopper(domain).get(node, "/?target=sitemap")).body).toContain("product_id=3");
  });

  step("a password that has been changed is taken over, and the former one too until the next change", async () => {
    await store.users.rotate("store");
    await story.expectOpen();
    await story.onAll("/usr/local/sbin/xcart-environment");
    await store.users.rotate("store");
    await story.expectOpen();
    await story.onAll("/usr/local/sbin/xcart-environment");
  });

  step("an order's message is handled, once", async () => {
    const number = await story.order(story.both()[0]);
    const handled = () => story.both().flatMap((node) => node.logged("mail").match(new RegExp(`order ${number}$`, "gm")) ?? []);
    await eventually("the worker has handled the message", () => handled().length > 0);
    expect(handled()).toHaveLength(1);
  });
});

/** Before the first way back, with something in her cart. */
const early = new Shopper(domain);

describe("the next version", () => {
  step("is built on a copy of the database", async () => {
    await early.get(story.both()[0], "/?target=cart&product_id=1");
    standInPack(store.market, { version });
    await story.runs(await buildOf(store.cloud), await store.cloud.pinned({ Release: second, From: first }));
    await story.expectOpen();
  });

  step("is promoted: the store closes, and the database is upgraded after a snapshot", async () => {
    const [document, { nodes }] = [await promoteOf(store.cloud, database()), story];
    const promote = ["release", "promote", stack, second, "--yes"];
    expect(await commandWithDocument(store, promote, { name: "promote-release", document, nodes })).toContain(`${stack}-promote-release`);
    expect(store.snapshots.size).toBe(1);
    await story.expectClosed();
    expect((await new Shopper(domain).get(story.both()[0], "/admin/?target=login")).status).toBe(503);
  });

  step("comes with new nodes, which staff may look at before shoppers", async () => {
    await promoted(second);
    await story.replaceNodes(second);
    await story.expectClosed();
    const staff = new Shopper(domain);
    await staff.post(story.both()[0], "/admin/?target=login", { action: "login", login: administrator, password });
    expect((await staff.get(story.both()[1], "/admin/")).body).toContain("<h1>Dashboard</h1>");
  });

  step("is opened, and works on the tables that its upgrade has made", async () => {
    await story.runs(await doorOf(), { State: "open" });
    await story.expectOpen();
    expect(await rows(store.data.store, `SELECT ${columnOf(version)} AS hook FROM xcart.xc_products LIMIT 1`)).toEqual([
      { hook: "Kettle" },
    ]);
    expect((await early.get(story.both()[1], "/?target=cart")).body).toContain("1 items");
    const number = await story.order(story.both()[1]);
    await eventually("the worker works again", () => story.both().some((node) => node.logged("mail").includes(`order ${number}`)));
    expect(await new Shopper(domain).get(story.both()[1], "/images/simplecms/logo.png")).toMatchObject({ status: 200, body: "a logo" });
  });
});

describe("the way back from it", () => {
  step("closes the store, and says what was written since the snapshot", async () => {
    const [snapshot] = store.snapshots.values();
    const parameters = { Release: second, To: first, Since: String(snapshot?.at) };
    const { said } = await story.runs(await takeBackOf(store.cloud, database()), parameters);
    expect(said).toContain('{"orders":1,"payment transactions":1,"new customers":0}');
    await story.expectClosed();
  });

  step("leads to the former release on the former data", async () => {
    const [snapshot] = store.snapshots.values();
    await store.data.restore(store.data.store, snapshot?.content ?? "");
    for (const user of ["store", "upgrade"] as const) await store.users.rotate(user);
    await promoted(first);
    await story.replaceNodes(first);
    await story.expectClosed();
    await story.runs(await doorOf(), { State: "open" });
    await story.expectOpen();
    expect(await story.orders()).toHaveLength(1);
    expect(await rows(store.data.store, `SHOW COLUMNS FROM xcart.xc_products LIKE '${columnOf(version)}'`)).toEqual([]);
  });
});

describe("a store that has lost files and rows", () => {
  const restored = "aws-backup-restore_2026-11-29T12-00-00-000000000Z";
  let [kept, later, snapshot, at] = ["", "", "", 0];

  step("has backups, and an order that they do not know", async () => {
    kept = await story.order(story.both()[0]);
    snapshot = await store.data.snapshot();
    execFileSync("cp", ["--archive", "--parents", "xcart", store.backup], { cwd: store.fileSystem });
    at = Math.floor(Date.now() / 1000) + 1;
    await eventually("a second has passed", () => Date.now() >= at * 1000);
    later = await story.order(story.both()[1]);
    // Both names of each have had another password since.
    for (const user of ["store", "upgrade", "store", "upgrade"] as const) await store.users.rotate(user);
    rmSync(join(store.fileSystem, "xcart/public/images"), { recursive: true });
    await store.data.store.root.query("DELETE FROM xcart.xc_orders WHERE orderNumber = ?", [kept]);
  });

  step("is closed by hand, and staff get in", async () => {
    await story.runs(await doorOf(), { State: "closed" });
    await story.expectClosed();
    expect((await new Shopper(domain).get(story.both()[0], "/admin/?target=login")).status).toBe(200);
  });

  step("gets its files back by the document that moves them", async () => {
    execFileSync("cp", ["--archive", store.backup, join(store.fileSystem, restored)]);
    const [document, Node] = [await moveFilesOf(store.fileSystemId), story.both()[0].box.account.instance];
    expect((await story.runs(document, { Node, Do: "look" })).said).toContain(`restored: ${restored}\n`);
    const { said } = await story.runs(document, { Node, Do: "move", Aside: "before-noon" });
    expect(said).toBe(`xcart: from ${restored}; what was there is in before-noon\n`);
  });

  step("gets its database back, and users whose passwords it knows", async () => {
    await story.stopNodes();
    await store.data.restore(store.data.copy, await store.data.snapshot());
    await store.data.restore(store.data.store, snapshot);
    const { tools } = store.users;
    await expect(expectUsers({ ...tools, deadline: 0 })).rejects.toThrow(/user "store": its current password does not open the database/);
    for (const user of ["store", "upgrade"] as const) await store.users.rotate(user);
    await expectUsers(tools);
  });

  step("serves as it was then, and its plan lists what it has to enter again", async () => {
    await story.replaceNodes(first);
    const [one, other] = story.both();
    expect(await onNode(one, "caches", { Do: "empty", Part: "both" })).toMatch(
      /^cache: \d+ keys before, 0 now\nsessions: \d+ keys before, 0 now\n$/,
    );
    await story.runs(await doorOf(), { State: "open" });
    await story.expectOpen();
    expect(await story.orders()).toContain(kept);
    expect(await story.orders()).not.toContain(later);
    expect(await new Shopper(domain).get(other, "/images/simplecms/logo.png")).toMatchObject({ status: 200, body: "a logo" });
    const plan = await storeCommand(store, [
      "restore",
      stack,
      "--at",
      new Date(at * 1000).toISOString(),
      "--what",
      "database",
      "--dry-run",
    ]);
    const [, query = ""] = /"(SELECT order_id, orderNumber[^"]+)"/.exec(plan) ?? [];
    expect(await rows(store.data.copy, query)).toEqual([expect.objectContaining({ orderNumber: later })]);
  });
});
