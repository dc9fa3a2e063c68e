import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openVault } from "../../../functions/certificate/vault.ts";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { type Backdrop, backdrop, type Stage, stage } from "./stage.ts";

let shared: Backdrop;
let pebble: Pebble;
let on: Stage;

beforeAll(async () => {
  shared = await backdrop();
  pebble = await shared.pebble();
});
afterAll(async () => await shared.stop());
beforeEach(async () => {
  on = await stage(shared, [pebble]);
});

const orders = () => on.authorities[0]?.passed.filter((operation) => operation === "order-plz").length;
const hour = { now: () => new Date(Date.now() + 3_600_000) };

describe("two runs at once", () => {
  test("order one certificate: the other waits, and finds that nothing is due", async () => {
    const outcomes = await Promise.all([on.run(), on.run()]);
    expect(outcomes.map(({ action }) => action).sort()).toEqual(["issued", "kept"]);
    expect(new Set(outcomes.map(({ notAfter }) => notAfter)).size).toBe(1);
    expect(orders()).toBe(1);
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
  });

  test("leave the work to the first, if it takes longer than the other can wait", async () => {
    const first = await openVault(on.world(), on.request.secretArn, 0);
    const outcome = await on.run({}, { deadline: Date.now() + 1000 });
    expect(outcome).toMatchObject({ action: "kept", why: "another run is at work, and this one leaves it to that", issuer: "loopback" });
    expect("release" in first).toBe(true);
    expect(on.printed.filter((line) => "_aws" in line)).toEqual([]);
    expect(orders()).toBe(0);
  });

  test("do no harm where the first has outlived its lease", async () => {
    const second = Promise.withResolvers<void>();
    const [authority] = on.authorities;
    let taken = false;
    if (authority)
      authority.hooks.before = async ({ operation }) => {
        if (operation === "certZ" && !taken) {
          taken = true;
          await on.run({}, hour);
          second.resolve();
        }
        return undefined;
      };
    const outcome = await on.run();
    await second.promise;
    expect(outcome.action).toBe("issued");
    expect(orders()).toBe(1);
    expect(await on.names()).toEqual([`www.${on.zone}`]);
    expect(await on.txt()).toEqual({});
    expect(on.printed.some(({ event }) => event === "lease-kept")).toBe(true);
    expect(await on.memory()).toMatchObject({ records: [], issued: { directoryUrl: on.request.authorities[0]?.directoryUrl } });
    expect((await on.run({}, hour)).action).toBe("kept");
  });
});

describe("the secret", () => {
  test("is leased to one of many that ask at the same moment", async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => openVault(on.world(), on.request.secretArn, 0)));
    expect(opened.filter((vault) => "release" in vault)).toHaveLength(1);
  });

  test("is not written by one whose lease has ended and went to another", async () => {
    const first = await openVault(on.world(), on.request.secretArn, 0);
    const second = await openVault(on.world(hour), on.request.secretArn, 0);
    if (!("release" in first && "release" in second)) throw new Error("expected both to get the lease");
    await second.write({ leaveAlone: { ca0: "2027-01-01T00:00:00Z" } });
    await expect(first.write({ leaveAlone: {} })).rejects.toThrow("another run has written the secret since");
    await second.release();
    expect((await on.memory()).leaveAlone).toEqual({ ca0: "2027-01-01T00:00:00Z" });
  });

  test("is free again once it is released", async () => {
    const first = await openVault(on.world(), on.request.secretArn, 0);
    if ("release" in first) await first.release();
    expect("release" in (await openVault(on.world(), on.request.secretArn, 0))).toBe(true);
  });
});
