import { chmodSync, renameSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { type Running, runningNode } from "../../support/shop/running.ts";
import { asRoot, databasePassword } from "../../support/shop/stage.ts";

let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

const part = z.strictObject({ up: z.boolean(), reason: z.string().optional(), milliseconds: z.int() });
const report = z.strictObject({ node: z.string(), php: part, files: part, database: part, cache: part, sessions: part });

/** What the node says of itself, and which parts are down. */
async function health(path = "/healthz") {
  const { status, body, headers } = await node.ask({ path });
  const { node: state, ...parts } = report.parse(JSON.parse(body));
  const down = Object.entries(parts).flatMap(([name, { up }]) => (up ? [] : name));
  return { status, state, down, cached: headers["cache-control"] };
}

const well = { status: 200, state: "ok", down: [], cached: "no-store" };

test("all is well", async () => {
  expect(await health()).toEqual(well);
  expect(await health("/healthz?ready")).toEqual(well);
});

test("who is neither the load balancer nor the node hears only whether it serves", async () => {
  const { status, body } = await node.ask({ path: "/healthz?ready", from: "203.0.113.9" });
  expect([status, body]).toEqual([200, "ok\n"]);
});

test("a wrong password counts as a database that is down, and says nothing of itself", async () => {
  await node.services.database.root.query("ALTER USER xcart IDENTIFIED BY 'another'");
  const { body } = await node.ask({ path: "/healthz" });
  expect(body).not.toMatch(/xcart|denied|127\.0\.0\.1/);
  expect(await health()).toMatchObject({ status: 200, down: ["database"] });
  await node.services.database.root.query(`ALTER USER xcart IDENTIFIED BY '${databasePassword}'`);
});

test("what every node misses takes no node out, and lets no new one in", async () => {
  await node.services.cache.stop();
  expect(await health()).toMatchObject({ status: 200, down: ["cache"] });
  expect(await health("/healthz?ready")).toMatchObject({ status: 503, state: "failing", down: ["cache"] });
  await node.services.sessions.stop();
  await node.services.database.stop();
  expect(await health()).toMatchObject({ status: 200, state: "ok", down: ["database", "cache", "sessions"] });
  expect((await node.ask({ path: "/healthz?ready", from: "203.0.113.10" })).body).toBe("ok\n");
});

describe("a node whose own fault it is goes out", () => {
  test("its release is gone", async () => {
    const [release, away] = [node.place("/srv/xcart/releases/1"), node.place("/srv/xcart/releases/2")];
    renameSync(release, away);
    expect(await health()).toMatchObject({ status: 503, state: "failing", down: expect.arrayContaining(["files"]) });
    renameSync(away, release);
  });

  test("PHP cannot write to the shared folder", async () => {
    expect(asRoot || "these tests need root: PHP and the folders have users of their own").toBe(true);
    const shared = node.place("/srv/xcart/shared");
    chmodSync(shared, 0o500);
    expect(await health()).toMatchObject({ status: 503, state: "failing", down: expect.arrayContaining(["files"]) });
    chmodSync(shared, 0o700);
  });
});

test("without PHP, nginx answers that the node is failing", async () => {
  await node.php.stop();
  expect((await node.ask({ path: "/healthz" })).status).toBe(503);
});
