import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { onLogins, onSweep, onWake } from "../../../functions/login-guard/guard.ts";
import { payload, start, type Written } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** Failures of a customer, one a second from `from` on. */
const failures = (count: number, from = 0, login: Partial<Written> = {}): Written[] =>
  Array.from({ length: count }, (_, i) => ({ at: from + i, ...login }));

/** The logins arrive a second after the last of them. */
async function arrive(logins: readonly Written[]): Promise<void> {
  world.clock.seconds = Math.max(...logins.map(({ at }) => at)) + 1;
  await onLogins(world.guard, payload(logins));
}

const delays = () =>
  world.proxy.bodiesOf("SendMessageBatch").flatMap((body) => {
    const { Entries }: { Entries: { DelaySeconds: number }[] } = JSON.parse(body);
    return Entries.map(({ DelaySeconds }) => DelaySeconds);
  });

describe("an address", () => {
  test("is blocked in a set whose description stays as the stack wrote it", async () => {
    await arrive(failures(6));
    const updates = world.proxy.bodiesOf("UpdateIPSet").map((body): unknown => JSON.parse(body));
    expect(updates).toEqual([expect.objectContaining({ Description: "Blocked for failed logins", Addresses: ["203.0.113.7/32"] })]);
  });

  test("may fail five times; the sixth failure within two minutes blocks it", async () => {
    await arrive(failures(5));
    expect(await world.blocked()).toEqual([]);
    await arrive(failures(1, 5));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("is let in again two minutes after its last failure: not a second earlier, woken by a message of that time", async () => {
    await arrive(failures(6));
    expect(delays()).toEqual([119]);
    const end = 5 + 120;
    world.clock.seconds = end - 0.001;
    await onWake(world.guard, [String(start + end * 1000)]);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    world.clock.seconds = end;
    await onWake(world.guard, [String(start + end * 1000)]);
    expect(await world.blocked()).toEqual([]);
  });

  test("is blocked for an hour by its twentieth failure within one, on whatever accounts, though never six within two minutes", async () => {
    const slow = Array.from({ length: 20 }, (_, i) => ({ at: i * 30, account: `somebody${i}@example.com` }));
    await arrive(slow.slice(0, 19));
    expect(await world.blocked()).toEqual([]);
    await arrive(slow.slice(19));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    const end = 19 * 30 + 3600;
    world.clock.seconds = end - 0.001;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    world.clock.seconds = end;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual([]);
  });

  test("that fails once on an account that others try for an hour is not shut out with them", async () => {
    const others = Array.from({ length: 25 }, (_, i) => ({ at: i * 30, address: `198.18.0.${i}` }));
    await arrive([...others, { at: 375, address: "203.0.113.9" }]);
    expect(await world.blocked()).toEqual([]);
  });

  test("that fails for a long time, but never six times within two minutes, is not blocked", async () => {
    for (const at of [0, 24, 48, 72, 96, 120, 144, 168]) await arrive([{ at }]);
    expect(await world.blocked()).toEqual([]);
    await arrive([{ at: 191.999 }, { at: 192 }]);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("counts over both logins and all accounts", async () => {
    await arrive(failures(3, 0, { zone: "admin", account: "owner@example.com" }));
    await arrive(failures(2, 3, { account: null }));
    await arrive(failures(1, 5, { account: "bea@example.com" }));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("of IPv6 stands for its /64, and the neighbour's /64 for itself", async () => {
    const tries = failures(6).map((login, i) => ({ ...login, address: `2001:db8:1:2::${i + 1}`, account: null }));
    await arrive([...tries, ...failures(5, 0, { address: "2001:db8:1:3::1", account: null })]);
    expect([await world.blocked("ipv6"), await world.blocked("ipv4")]).toEqual([["2001:db8:1:2:0:0:0:0/64"], []]);
  });

  test("that is allowed is never blocked, nor a /64 with an allowed address in it", async () => {
    await world.allow(["203.0.113.0/28", "2001:db8:1:2::9/128"]);
    const addresses = ["203.0.113.7", "203.0.113.16", "2001:db8:1:2::1"];
    await arrive(addresses.flatMap((address) => failures(20, 0, { address, account: null })));
    expect([await world.blocked("ipv4"), await world.blocked("ipv6")]).toEqual([["203.0.113.16/32"], []]);
  });

  test("of the inside is never blocked: the node logs a wrong one", async () => {
    await arrive(["10.20.0.5", "127.0.0.1", "fd00::1"].flatMap((address) => failures(6, 0, { address, account: null })));
    expect([await world.blocked("ipv4"), await world.blocked("ipv6")]).toEqual([[], []]);
  });

  test("that goes on failing while it is blocked is blocked until two minutes after the last failure", async () => {
    await arrive(failures(6));
    await arrive(failures(1, 30));
    world.clock.seconds = 126;
    await onWake(world.guard, [String(start + 125_000)]);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    world.clock.seconds = 150;
    await onWake(world.guard, [String(start + 150_000)]);
    expect(await world.blocked()).toEqual([]);
  });
});

describe("an account", () => {
  const from = (address: string) => ({ address, account: "anna@example.com" });

  test("that fails from six addresses has all six blocked, and no other", async () => {
    const tries = failures(6).map((login, i) => ({ ...login, ...from(`198.51.100.${i + 1}`) }));
    await arrive([...tries, { at: 3, address: "203.0.113.9", account: "bea@example.com" }]);
    expect(await world.blocked()).toEqual([1, 2, 3, 4, 5, 6].map((last) => `198.51.100.${last}/32`));
  });

  test("of staff is blocked by the tenth failure, for thirty minutes, which SQS holds back in two parts", async () => {
    const tries = failures(10).map(
      (login, i) => ({ ...login, address: `198.51.100.${i + 1}`, account: "owner@example.com", zone: "admin" }) as const,
    );
    await arrive(tries.slice(0, 9));
    expect(await world.blocked()).toEqual([]);
    await arrive(tries.slice(9));
    expect((await world.blocked()).length).toBe(10);
    expect(delays()).toEqual([900]);
    const end = String(start + (9 + 1800) * 1000);
    world.clock.seconds = 910;
    await onWake(world.guard, [end]);
    world.clock.seconds = 1809 - 1.5;
    await onWake(world.guard, [end]);
    expect(delays()).toEqual([900, 899, 2]);
    expect((await world.blocked()).length).toBe(10);
    world.clock.seconds = 1809;
    await onWake(world.guard, [end]);
    expect(await world.blocked()).toEqual([]);
  });

  test("of staff counts over a day, and begins anew with a success", async () => {
    const staff = { account: "owner@example.com", zone: "admin" } as const;
    const tries = (hour: number) => failures(3, hour * 3600, staff);
    for (const hour of [0, 5, 10]) await arrive(tries(hour));
    await arrive([{ at: 36_100, ...staff, outcome: "success" }]);
    for (const hour of [11, 12, 13]) await arrive(tries(hour));
    expect(await world.blocked()).toEqual([]);
    await arrive(failures(1, 50_000, staff));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });

  test("is the same however it is written", async () => {
    const spellings = [
      "Anna@Example.com",
      "anna@example.com",
      "ANNA@EXAMPLE.COM",
      "anna@example.COM",
      "Anna@example.com",
      "aNNa@example.com",
    ];
    await arrive(spellings.map((account, at) => ({ at, account, address: `198.51.100.${at + 1}` })));
    expect((await world.blocked()).length).toBe(6);
  });

  test("a customer's success ends nothing: an attacker's own account would", async () => {
    await arrive([...failures(5), { at: 5, outcome: "success" }, { at: 6 }]);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });
});

describe("the staff's own addresses", () => {
  const office = "203.0.113.7";
  const staff = { address: office, zone: "admin", account: "owner@example.com" } as const;
  beforeEach(() => world.allow([], ["203.0.113.0/28"]));

  test("are not blocked for six failures, nor for those of others on an account that they failed on too", async () => {
    await arrive([...failures(9, 0, { address: office }), ...failures(9, 9, staff)]);
    await arrive(failures(9, 20, { ...staff, address: "198.51.100.1" }));
    expect(await world.blocked()).toEqual(["198.51.100.1/32"]);
  });

  test("are blocked for thirty minutes by their own tenth failure on an account of staff", async () => {
    await arrive(failures(10, 0, staff));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    world.clock.seconds = 1808.999;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    world.clock.seconds = 1809;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual([]);
  });
});

describe("the sweep", () => {
  test("lets in again whom no message let in, and counts how late that was", async () => {
    await arrive(failures(6));
    world.clock.seconds = 125 + 40;
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual([]);
    expect(world.counts).toMatchObject({ LoginOverdueSeconds: [40], LoginBlockedAddresses: [0] });
    await onSweep(world.guard);
    expect(world.counts).toMatchObject({ LoginOverdueSeconds: [40, 0] });
  });

  test("takes out what someone put into the set by hand, and puts in what someone took out", async () => {
    await arrive(failures(6));
    await world.meddle(["198.51.100.99/32"]);
    expect(await world.blocked()).toEqual(["198.51.100.99/32"]);
    await onSweep(world.guard);
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });
});
