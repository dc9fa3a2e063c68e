import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { onLogins, onSweep } from "../../../functions/login-guard/guard.ts";
import { lineOf, numbered, payloadOf, type Written } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** A sequence that looks random and is the same each time. */
function* random(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** 70 failures of 12 addresses on 9 accounts within six minutes: enough for some to be blocked, not for all. */
function logins(numbers: Generator<number>): Written[] {
  const next = (below: number) => Math.floor((numbers.next().value ?? 0) * below);
  return Array.from({ length: 70 }, () => {
    const at = next(360_000) / 1000;
    return { at, address: `198.51.100.${next(12)}`, account: `user${next(9)}@example.com` };
  });
}

/** The addresses that the rules block at that second: any six failures of one address or account within two minutes. */
function expected(all: readonly Written[], second: number): string[] {
  const blocked = new Set<string>();
  for (const key of ["address", "account"] as const)
    for (const last of all) {
      const same = all.filter((one) => one[key] === last[key] && one.at <= last.at && one.at > last.at - 120);
      const six = same.sort((a, b) => b.at - a.at).slice(0, 6);
      if (six.length === 6 && last.at + 120 > second) for (const { address } of six) blocked.add(`${address}/32`);
    }
  return [...blocked].sort();
}

test.each([7919, 23757])("lines in any order, in pieces, at once and twice lead to what the rules say (%d)", async (seed) => {
  const numbers = random(seed);
  const all = logins(numbers);
  const lines = numbered(all.map(lineOf));
  const shuffled = lines.map((line) => ({ line, order: numbers.next().value ?? 0 })).sort((a, b) => a.order - b.order);
  const pieces = Array.from({ length: 10 }, (_, i) => shuffled.slice(i * 7, i * 7 + 8).map(({ line }) => line));
  world.clock.seconds = 361;
  await Promise.all([...pieces, ...pieces.slice(0, 3)].map((piece) => onLogins(world.guard, payloadOf(piece))));
  expect(await world.blocked()).toEqual(expected(all, 361));
  expect(expected(all, 361)).not.toEqual(expected(all, 420));
  for (const second of [390, 420, 450, 479.9]) {
    world.clock.seconds = second;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual(expected(all, second));
  }
});
