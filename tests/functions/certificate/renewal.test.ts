import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Pebble } from "../../support/emulators/pebble.ts";
import { payloadOf, problem } from "./replies.ts";
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
  await on.run();
});

const hour = 3_600_000;
const later = (hours: number) => ({ now: () => new Date(Date.now() + hours * hour) });
const window = (from: number, to: number) => ({ start: new Date(Date.now() + from * hour), end: new Date(Date.now() + to * hour) });
const serial = async () => (await on.standing()).serialNumber;
const orders = () => on.authorities[0]?.passed.filter((operation) => operation === "order-plz").length;
const asked = () => on.authorities[0]?.passed.filter((operation) => operation.startsWith("draft-ietf-acme-ari")).length;

describe("what is not due", () => {
  test("stays, and costs no order and no record", async () => {
    const before = await serial();
    expect(await on.run()).toMatchObject({ action: "kept", why: expect.stringMatching(/^good until .+, due on /) });
    expect(await serial()).toBe(before);
    expect(orders()).toBe(1);
    expect(on.aws.passed.filter((operation) => operation === "ChangeResourceRecordSets")).toHaveLength(2);
  });

  test("is held back by a freeze when it is due", async () => {
    const before = await serial();
    const outcome = await on.run({ freezes: [{ from: "2000-01-01", to: "9999-12-31" }] }, later(61 * 24));
    expect(outcome).toMatchObject({
      action: "held",
      why: expect.stringContaining("held back by the freeze from 2000-01-01 to 9999-12-31"),
    });
    expect(await serial()).toBe(before);
  });
});

describe("renewal information", () => {
  test("makes a certificate due, and the new order says which one it replaces", async () => {
    const before = await on.standing();
    await pebble.setRenewalInfo(before.toString(), window(-2, -1));
    const replaced: unknown[] = [];
    for (const { hooks } of on.authorities)
      hooks.before = (passing) => {
        if (passing.operation === "order-plz") replaced.push(payloadOf(passing).replaces);
        return undefined;
      };
    expect((await on.run()).action).toBe("issued");
    expect(await serial()).not.toBe(before.serialNumber);
    expect(replaced).toEqual([expect.stringMatching(/^[\w-]+\.[\w-]+$/)]);
    expect(await on.txt()).toEqual({});
  });

  test("is asked as often as the authority wants, and its window's point drawn once", async () => {
    await on.run();
    const first = (await on.memory()).renewalInfo;
    await on.run({}, later(5));
    expect(asked()).toBe(1);
    await pebble.setRenewalInfo((await on.standing()).toString(), window(100, 200));
    await on.run({}, later(7));
    expect(asked()).toBe(2);
    const second = (await on.memory()).renewalInfo;
    expect(second?.point).toBe(first?.point);
    expect(second?.start).not.toBe(first?.start);
  });

  test("holds on from before while the authority does not answer", async () => {
    await on.run();
    const { renewalInfo } = await on.memory();
    for (const { hooks } of on.authorities) hooks.before = () => problem("serverInternal", "down", { status: 503 });
    expect((await on.run({}, later(7))).action).toBe("kept");
    expect((await on.memory()).renewalInfo).toEqual(renewalInfo);
    expect(on.printed.some(({ event }) => event === "renewal-info-failed")).toBe(true);
  });

  test("with a window that ends before it starts counts for nothing", async () => {
    await pebble.setRenewalInfo((await on.standing()).toString(), window(-1, -2));
    expect((await on.run()).action).toBe("kept");
    expect((await on.memory()).renewalInfo).toBeUndefined();
  });

  test("may be refused in the new order, which is then made without", async () => {
    await pebble.setRenewalInfo((await on.standing()).toString(), window(-2, -1));
    const orders: Record<string, unknown>[] = [];
    for (const { hooks } of on.authorities)
      hooks.before = (passing) => {
        if (passing.operation !== "order-plz") return undefined;
        orders.push(payloadOf(passing));
        return "replaces" in payloadOf(passing) ? problem("alreadyReplaced", "replaced before", { status: 409 }) : undefined;
      };
    const before = await serial();
    expect((await on.run()).action).toBe("issued");
    expect(orders.map((order) => "replaces" in order)).toEqual([true, false]);
    expect(await serial()).not.toBe(before);
  });
});

describe("without renewal information", () => {
  beforeEach(() => {
    for (const { hooks } of on.authorities)
      hooks.after = ({ operation }, reply) =>
        operation === "dir" ? { ...reply, body: reply.body.replace(/"renewalInfo": "[^"]+",?/, "") } : undefined;
  });

  test.each([
    [59, "kept"],
    [61, "issued"],
  ] as const)("a certificate of 90 days is, on day %d, %s", async (day, action) => {
    const before = await serial();
    expect((await on.run({}, later(day * 24))).action).toBe(action);
    expect(asked()).toBe(0);
    expect((await serial()) === before).toBe(action === "kept");
    expect(await on.txt()).toEqual({});
  });
});
