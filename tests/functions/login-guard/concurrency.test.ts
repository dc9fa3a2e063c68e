import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { onLogins, onSweep, onWake } from "../../../functions/login-guard/guard.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { payload, start, type Written } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** Six failures of one address within six seconds. */
const sixFrom = (address: string): Written[] => Array.from({ length: 6 }, (_, at) => ({ at, address, account: null }));
const attackers = Array.from({ length: 100 }, (_, i) => `198.51.100.${i + 1}`);
const cidrs = (addresses: readonly string[]) => addresses.map((address) => `${address}/32`).toSorted();
const now = (seconds: number) => {
  world.clock.seconds = seconds;
};
const conflict = new Refusal("WAFOptimisticLockException");
const throttled = new Refusal("ThrottlingException");

describe("many at once", () => {
  test("a hundred attackers in a hundred invocations are all blocked, and all let in again", async () => {
    now(6);
    await Promise.all(attackers.map((address) => onLogins(world.guard, payload(sixFrom(address)))));
    expect(await world.blocked()).toEqual(cidrs(attackers));
    now(125);
    await Promise.all(attackers.slice(0, 10).map(() => onWake(world.guard, [String(start + 125_000)])));
    expect(await world.blocked()).toEqual([]);
  }, 180_000);

  test("six failures of one address in six invocations at once are six", async () => {
    now(6);
    await Promise.all(sixFrom("203.0.113.7").map((login) => onLogins(world.guard, payload([login]))));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("new blocks arrive while others end: neither gets lost", async () => {
    now(6);
    await onLogins(world.guard, payload(attackers.slice(0, 20).flatMap(sixFrom)));
    now(125);
    const late = attackers.slice(20, 40).map((address) => sixFrom(address).map((login) => ({ ...login, at: login.at + 119 })));
    await Promise.all([
      ...late.map((logins) => onLogins(world.guard, payload(logins))),
      ...late.map(() => onWake(world.guard, [String(start + 125_000)])),
    ]);
    expect(await world.blocked()).toEqual(cidrs(attackers.slice(20, 40)));
  });
});

describe("an update that someone overtakes", () => {
  test("is done again with what the other has written", async () => {
    now(6);
    world.proxy.before("UpdateIPSet", () => onLogins(world.guard, payload(sixFrom("198.51.100.1"))));
    await onLogins(world.guard, payload(sixFrom("203.0.113.7")));
    expect(await world.blocked()).toEqual(["198.51.100.1/32", "203.0.113.7/32"]);
  });

  test("does not take out an address that is blocked again just then, whose own run found it still in the set", async () => {
    now(6);
    await onLogins(world.guard, payload(sixFrom("203.0.113.7")));
    now(125);
    const again = sixFrom("203.0.113.7").map((login) => ({ ...login, at: login.at + 119 }));
    world.proxy.before("UpdateIPSet", () => onLogins(world.guard, payload(again)));
    await onWake(world.guard, [String(start + 125_000)]);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });
});

test("a block that begins anew while its end is being tidied up is not forgotten", async () => {
  now(6);
  await onLogins(world.guard, payload(sixFrom("203.0.113.7")));
  now(125);
  const again = sixFrom("203.0.113.7").map((login) => ({ ...login, at: login.at + 119 }));
  world.proxy.before("DeleteItem", () => onLogins(world.guard, payload(again)));
  await onWake(world.guard, [String(start + 125_000)]);
  await onSweep(world.guard);
  expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
});

describe("where WAF is busy", () => {
  test.each([
    ["refuses a token that is old", conflict],
    ["throttles", throttled],
    ["has a bad moment", new Refusal("WAFInternalErrorException")],
  ])("%s: the guard looks again, and gets through", async (_, fault) => {
    now(6);
    world.proxy.fail("UpdateIPSet", fault, 5);
    await onLogins(world.guard, payload(sixFrom("203.0.113.7")));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    const reads = world.proxy.calls.filter((call) => call === "GetIPSet").length;
    expect(reads).toBeGreaterThanOrEqual(7);
  });

  test("for too long: the run fails, but reminders and mails are out, and the same lines again or the sweep make up for it", async () => {
    now(10);
    world.proxy.fail("UpdateIPSet", throttled, 12);
    const lines = payload(sixFrom("203.0.113.7").map((login) => ({ ...login, zone: "admin", account: "owner@example.com" })));
    await expect(onLogins(world.guard, lines)).rejects.toThrow("from a test");
    expect(world.proxy.calls).toContain("SendMessageBatch");
    expect((await world.mails()).length).toBe(1);
    await onLogins(world.guard, lines);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    expect(await world.mails()).toEqual([]);
  });

  test("what cannot pass is not tried again", async () => {
    now(6);
    world.proxy.fail("GetIPSet", new Refusal("WAFNonexistentItemException"), 1);
    await expect(onLogins(world.guard, payload(sixFrom("203.0.113.7")))).rejects.toThrow("from a test");
  });
});

describe("a run that dies in the middle", () => {
  const steps = ["BatchWriteItem", "Query", "GetItem", "UpdateItem", "GetIPSet", "UpdateIPSet", "SendMessageBatch", "Publish"];

  test.each(steps)("at %s: the same lines again block exactly as long as they would have", async (step) => {
    now(10);
    const lines = payload(sixFrom("203.0.113.7").map((login) => ({ ...login, zone: "admin", account: "owner@example.com" })));
    world.proxy.dieAt(step);
    await expect(onLogins(world.guard, lines)).rejects.toThrow();
    world.proxy.revive();
    now(70);
    await onLogins(world.guard, lines);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    now(124.999);
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    now(125);
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual([]);
    expect((await world.mails()).length).toBeGreaterThanOrEqual(1);
  });

  test.each(["UpdateItem", "GetIPSet", "UpdateIPSet", "SendMessageBatch"])(
    "at %s and for good: the sweep ends what has begun",
    async (step) => {
      now(10);
      world.proxy.dieAt(step);
      await expect(onLogins(world.guard, payload(sixFrom("203.0.113.7")))).rejects.toThrow();
      world.proxy.revive();
      now(60);
      await onSweep(world.guard);
      expect(await world.blocked()).toEqual(step === "UpdateItem" ? [] : ["203.0.113.7/32"]);
      now(126);
      await onSweep(world.guard);
      expect(await world.blocked()).toEqual([]);
    },
  );

  test.each(["UpdateIPSet", "GetIPSet", "DeleteItem"])("at %s of the release: the next sweep releases", async (step) => {
    now(6);
    await onLogins(world.guard, payload(sixFrom("203.0.113.7")));
    now(125);
    world.proxy.dieAt(step);
    await expect(onWake(world.guard, [String(start + 125_000)])).rejects.toThrow();
    world.proxy.revive();
    now(180);
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual([]);
    await onSweep(world.guard);
    expect(world.counts.LoginOverdueSeconds).toEqual([55, 0]);
  });
});

describe("where DynamoDB is busy", () => {
  test("what a batch had no room for is written too", async () => {
    now(6);
    const few = attackers.slice(0, 6);
    const refuseAll = (request: string) => ({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify({ UnprocessedItems: JSON.parse(request).RequestItems }),
    });
    world.proxy.fail("BatchWriteItem", refuseAll, 2);
    await onLogins(world.guard, payload(few.flatMap(sixFrom)));
    expect(await world.blocked()).toEqual(cidrs(few));
  });

  test("a refused write fails the run, whose second try counts nothing twice", async () => {
    now(6);
    const five = payload(sixFrom("203.0.113.7").slice(0, 5));
    world.proxy.fail("Query", new Refusal("ProvisionedThroughputExceededException"), 1);
    await expect(onLogins(world.guard, five)).rejects.toThrow("from a test");
    await onLogins(world.guard, five);
    await onLogins(world.guard, five);
    expect(await world.blocked()).toEqual([]);
  });
});
