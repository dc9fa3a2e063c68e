import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { onLogins, onSweep } from "../../../functions/login-guard/guard.ts";
import { compose } from "../../../functions/login-guard/mail.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { payload, start, type Written } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const owner = { zone: "admin", account: "owner@example.com", country: "DE" } as const;

async function arrive(logins: readonly Written[], at = Math.max(...logins.map((login) => login.at))): Promise<void> {
  world.clock.seconds = at;
  await onLogins(world.guard, payload(logins));
}

const subjects = async () => (await world.mails()).map(({ subject }) => subject);
const ofOwner = "Failed admin login: owner@example.com (shop-prod)";

describe("the administrators", () => {
  test("hear of a failed login of theirs: account, time, address and country", async () => {
    await arrive([{ at: 7, ...owner, address: "198.51.100.9" }]);
    const [mail, ...others] = await world.mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe(ofOwner);
    expect(mail?.text).toContain("shop.example.com (stack shop-prod)");
    expect(mail?.text).toContain(
      "Account owner@example.com: 1 failed login\n  2026-11-20 09:30:07 UTC  address 198.51.100.9  country Germany (DE)",
    );
    expect(mail?.text).toContain("what else to check: https://git.example.com/docs/operations/login-guard.md");
  });

  test("hear nothing of customers, nor of their own successes", async () => {
    await arrive([{ at: 0 }, { at: 1, ...owner, outcome: "success" }]);
    expect(await world.mails()).toEqual([]);
  });

  test("hear of a login for which no mail address was typed, without what was typed", async () => {
    await arrive([{ at: 0, ...owner, account: null, country: undefined }]);
    const [mail] = await world.mails();
    expect(mail?.subject).toBe("Failed admin login: (the entry was not an email address) (shop-prod)");
    expect(mail?.text).toContain("country not known");
  });

  test("get at most one mail a minute about an account; what came in between is in the next one, which the sweep sends", async () => {
    for (const at of [0, 1, 30]) await arrive([{ at, ...owner }]);
    expect(await subjects()).toEqual([ofOwner]);
    world.clock.seconds = 59.999;
    await onSweep(world.guard);
    expect(await world.mails()).toEqual([]);
    world.clock.seconds = 60;
    await onSweep(world.guard);
    const [mail, ...others] = await world.mails();
    expect(others).toEqual([]);
    expect(mail?.text).toContain("2 failed logins\n  2026-11-20 09:30:30 UTC");
    world.clock.seconds = 200;
    await onSweep(world.guard);
    expect(await world.mails()).toEqual([]);
  });

  test("get one mail of ten invocations at once", async () => {
    world.clock.seconds = 10;
    await Promise.all(Array.from({ length: 10 }, (_, at) => onLogins(world.guard, payload([{ at, ...owner }]))));
    expect(await subjects()).toEqual([ofOwner]);
    world.clock.seconds = 70;
    await onSweep(world.guard);
    const texts = (await world.mails()).map(({ text }) => text).join();
    // One is in the first mail at least; what was there when it was written is in it too.
    expect(Number(/: (\d+) failed/.exec(texts)?.[1] ?? 0)).toBeLessThanOrEqual(9);
  });

  test("get a mail about each account within the same minute", async () => {
    await arrive([
      { at: 0, ...owner },
      { at: 1, ...owner, account: "staff@example.com" },
    ]);
    expect((await subjects()).toSorted()).toEqual([ofOwner, "Failed admin login: staff@example.com (shop-prod)"]);
  });

  test("get ten mails a minute at most, however many names someone tries; the sweep tells of the others in one", async () => {
    const names = Array.from({ length: 30 }, (_, i) => `name${i}@example.com`);
    await arrive(names.map((account, i) => ({ at: i / 10, ...owner, account, address: `198.51.100.${i + 1}` })));
    expect((await world.mails()).length).toBe(10);
    world.clock.seconds = 40;
    await onSweep(world.guard);
    const [mail, ...others] = await world.mails();
    expect([mail?.subject, others]).toEqual(["Failed admin login: 20 accounts (shop-prod)", []]);
    for (const name of names.slice(10)) expect(mail?.text).toContain(`Account ${name}: 1 failed login\n`);
  });

  test("get no second mail about lines that arrive again", async () => {
    const lines = payload([{ at: 0, ...owner }]);
    for (const seconds of [1, 70, 130]) {
      world.clock.seconds = seconds;
      await onLogins(world.guard, lines);
      await onSweep(world.guard);
    }
    expect(await subjects()).toEqual([ofOwner]);
  });
});

describe("a mail that SNS does not take", () => {
  test("fails the run, is counted, and is sent by the sweep a minute later", async () => {
    world.proxy.fail("Publish", new Refusal("AuthorizationError"), 1);
    await expect(arrive([{ at: 0, ...owner }])).rejects.toThrow("from a test");
    expect(world.counts.LoginMailsFailed).toEqual([1]);
    world.clock.seconds = 61;
    await onSweep(world.guard);
    expect(await subjects()).toEqual([ofOwner]);
  });

  test("does not keep anyone from being blocked", async () => {
    world.proxy.fail("Publish", "cut", 1);
    await expect(arrive(Array.from({ length: 6 }, (_, at) => ({ at, ...owner })))).rejects.toThrow();
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
  });
});

describe("a mail", () => {
  const store = { stack: "shop-prod", domain: "shop.example.com", runbook: "docs/operations/login-guard.md" };
  const account = (name: string, count: number) => ({
    at: name,
    account: name,
    failures: Array.from({ length: count }, (_, i) => ({ at: start + i * 1000, id: String(i), address: "198.51.100.9" })),
    full: count >= 50,
    notBefore: Number.NaN,
    pending: [],
    sent: [],
  });

  test("lists the newest twenty failures of an account, and says how many more there are", () => {
    const { text } = compose(store, [account("owner@example.com", 50)]);
    expect(text).toContain("Account owner@example.com: 50 or more failed logins\n  2026-11-20 09:30:49 UTC");
    expect(text).toContain("  2026-11-20 09:30:30 UTC  address 198.51.100.9  country not known\n  and 30 more");
  });

  test("has a subject that SNS takes: ASCII, 100 characters", () => {
    const { subject } = compose(store, [account(`${"ö".repeat(60)}@${"x".repeat(60)}.example`, 1)]);
    expect(subject).toMatch(/^[\x20-\x7e]{100}$/);
  });

  test("fits into what SNS takes, 256 KiB, about a hundred accounts with the longest names", () => {
    const names = Array.from({ length: 100 }, (_, i) => account(`${String(i).padStart(64, "n")}@${"x".repeat(180)}.example`, 50));
    expect(Buffer.byteLength(compose(store, names).text)).toBeLessThan(256 * 1024);
  });
});
