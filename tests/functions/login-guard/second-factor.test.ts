import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { readLogin } from "../../../functions/login-guard/event.ts";
import { onLogins } from "../../../functions/login-guard/guard.ts";
import { lineOf, payload, start, type Written } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const staff = { account: "owner@example.com", zone: "admin" } as const;

async function arrive(logins: readonly Written[]): Promise<void> {
  world.clock.seconds = Math.max(...logins.map(({ at }) => at)) + 1;
  await onLogins(world.guard, payload(logins));
}

test("a right password that a second factor is to follow ends no row of failures", async () => {
  for (const hour of [0, 5, 10]) await arrive([0, 1, 2].map((at) => ({ at: hour * 3600 + at, ...staff })));
  await arrive([{ at: 36_100, ...staff, outcome: "pending" }]);
  expect(await world.blocked()).toEqual([]);
  await arrive([{ at: 40_000, ...staff }]);
  expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
});

test("nor is it a failure, however often", async () => {
  await arrive(Array.from({ length: 20 }, (_, at) => ({ at, ...staff, outcome: "pending" as const })));
  expect([await world.blocked(), world.counts.LoginFailures]).toEqual([[], [0]]);
});

test("a wrong code is a failure like others", () => {
  const line = { ...JSON.parse(lineOf({ at: 0 })), kind: "second-factor", reason: "wrong-code" };
  expect(readLogin("1", JSON.stringify(line), start)).toMatchObject({ outcome: "failure", kind: "second-factor", reason: "wrong-code" });
});
