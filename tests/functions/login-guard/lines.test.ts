import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isOutside, subjectOf, touches } from "../../../functions/login-guard/address.ts";
import { readLogin } from "../../../functions/login-guard/event.ts";
import { onLogins } from "../../../functions/login-guard/guard.ts";
import { unpack } from "../../../functions/login-guard/payload.ts";
import { lineOf, numbered, payloadOf, start } from "./lines.ts";
import { createWorld, type World } from "./world.ts";

const good = JSON.parse(lineOf({ at: 0 }));
const read = (change: object) => readLogin("1", JSON.stringify({ ...good, ...change }), start);

describe("a line", () => {
  test("of the documentation is read", () => {
    const page = readFileSync(new URL("../../../docs/login-events.md", import.meta.url), "utf8");
    const lines = page.split("\n").filter((line) => line.startsWith('{"v":1'));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) expect(readLogin("1", line, Date.parse("2027-01-01"))).toMatchObject({ v: 1, event: "login" });
  });

  test("may have keys that the guard does not know yet", () => {
    expect(read({ device: "phone" })?.at).toBe(start);
  });

  test.each([
    ["another version", { v: 2 }],
    ["another event", { event: "logout" }],
    ["an unknown outcome", { outcome: "maybe" }],
    ["an unknown zone", { zone: "vendor" }],
    ["no address", { address: undefined }],
    ["an address that is none", { address: "203.0.113.7:443" }],
    ["two addresses", { address: "203.0.113.7, 198.51.100.1" }],
    ["an account that is no e-mail address: it may be a password", { account: "Tr0ub4dor&3" }],
    ["no account, not even null", { account: undefined }],
    ["a local time", { time: "2026-11-20T09:30:00" }],
    ["a time of the future", { time: "2026-11-20T09:31:00.001Z" }],
    ["a country in words", { country: "Germany" }],
    ["a user agent that no one has cut", { userAgent: "x".repeat(513) }],
  ])("with %s is refused", (_, change) => {
    expect(read(change)).toBeUndefined();
  });

  test("that is anything at all is read or refused, and never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => [undefined, "login"].includes(readLogin("1", text, start)?.event)));
  });
});

describe("a payload", () => {
  test("of CloudWatch Logs is unpacked, a control message to nothing", () => {
    const lines = numbered([lineOf({ at: 0 })]);
    expect(unpack(payloadOf(lines))).toEqual(lines.map(({ id, message }) => ({ id, message })));
    expect(unpack(payloadOf(numbered(["CWL CONTROL MESSAGE: Checking health of destination"]), "CONTROL_MESSAGE"))).toEqual([]);
  });

  test.each(["", "no base 64", Buffer.from("no gzip").toString("base64"), payloadOf([{ id: 1 }])])(
    "that is none is known as such: %s",
    (data) => {
      expect(unpack(data)).toBeUndefined();
    },
  );
});

describe("bad lines", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(() => world.stop());

  test("are counted and do not stop the others; what is in them is logged nowhere", async () => {
    const six = Array.from({ length: 6 }, (_, at) => lineOf({ at }));
    world.clock.seconds = 6;
    await onLogins(world.guard, payloadOf(numbered(["secret-text", '{"v":1}', ...six.slice(0, 3), "{", ...six.slice(3)])));
    expect(await world.blocked()).toEqual(["203.0.113.7/32"]);
    expect(world.counts).toMatchObject({ LoginBadLines: [3], LoginFailures: [6], LoginBlocks: [1] });
    expect(world.warnings).toEqual(["3 of 9 lines are no logins of version 1"]);
  });

  test("alone, or a payload that is none, are counted without a call of AWS", async () => {
    await onLogins(world.guard, payloadOf(numbered(["nonsense"])));
    await onLogins(world.guard, "nonsense");
    expect([world.counts.LoginBadLines, world.proxy.calls]).toEqual([[1, 1], []]);
  });
});

describe("an address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7/32"],
    ["::ffff:203.0.113.7", "203.0.113.7/32"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:0:0:0:0/64"],
    ["2001:DB8::1", "2001:db8:0:0:0:0:0:0/64"],
  ])("%s is counted as %s", (address, cidr) => {
    expect(subjectOf(address).cidr).toBe(cidr);
  });

  test.each([
    ["203.0.113.7", ["203.0.113.0/24"], false],
    ["203.0.113.7", ["203.0.113.7/32"], false],
    ["203.0.113.7", ["203.0.113.8/29", "2001:db8::/32"], true],
    ["2001:db8:1:2::1", ["2001:db8:1:2:3::/80"], false],
    ["2001:db8:1:2::1", ["2001:db8::/32"], false],
    ["2001:db8:1:2::1", ["2001:db8:1:3::/64", "0.0.0.0/0"], true],
  ])("%s with %j allowed: may be blocked %s", (address, allowed, expected) => {
    expect(touches(subjectOf(address), allowed)).toBe(!expected);
  });

  test.each(["100.64.0.1", "fe80::1", "192.168.1.1", "10.0.0.1", "127.0.0.1", "::1", "fd00::1", "0.0.0.0"])(
    "%s is not of the internet",
    (address) => {
      expect(isOutside(subjectOf(address))).toBe(false);
    },
  );

  test.each(["8.8.8.8", "203.0.113.7", "2606:4700::1", "2001:db8::1"])("%s is of the internet", (address) => {
    expect(isOutside(subjectOf(address))).toBe(true);
  });
});
