import { beforeAll, describe, expect, test } from "@jest/globals";
import { decide, dueAt } from "../../../functions/certificate/due.ts";
import { fractionLeft, type Leaf, readLeaf } from "../../../functions/certificate/leaf.ts";
import type { Memory } from "../../../functions/certificate/memory.ts";
import { loopbackCertificate } from "../../support/emulators/pebble.ts";

const day = 86_400_000;
const start = Date.parse("2027-01-01T00:00:00Z");
const at = (days: number) => new Date(start + days * day);
const directoryUrl = "https://ca.example/dir";
const wish = { domains: ["shop.example"], keyType: "ecdsa-p256", authorities: [{ name: "ca", directoryUrl }], freezes: [] } as const;
const issued: Pick<Memory, "issued" | "renewalInfo"> = { issued: { directoryUrl } };

let bootstrap: Leaf;
beforeAll(() => {
  bootstrap = readLeaf(loopbackCertificate().cert);
});

const leaf = (days: number, changes: Partial<Leaf> = {}): Leaf => ({
  ...bootstrap,
  names: ["shop.example"],
  notBefore: at(0),
  notAfter: at(days),
  selfSigned: false,
  id: "keyid.serial",
  ...changes,
});

const info = (from: number, to: number, changes: Partial<NonNullable<Memory["renewalInfo"]>> = {}) => ({
  ...issued,
  renewalInfo: {
    certificate: "keyid.serial",
    point: 0.5,
    start: at(from).toISOString(),
    end: at(to).toISOString(),
    askAgain: "",
    ...changes,
  },
});

describe("a certificate is due", () => {
  test.each([
    [90, 60],
    [64, 64 * (2 / 3)],
    [45, 30],
    [10, 10 * (2 / 3)],
    [6, 3],
  ])("of %d days on day %d, where the authority says nothing", (lifetime, due) => {
    expect(decide(leaf(lifetime), wish, issued, at(due - 0.001)).action).toBe("keep");
    expect(decide(leaf(lifetime), wish, issued, at(due)).action).toBe("issue");
  });

  test("at the point of the authority's window that was drawn for it, be it before or after", () => {
    expect(dueAt(leaf(90), info(40, 42))).toEqual(at(41));
    expect(dueAt(leaf(90), info(61, 63, { point: 0.25 }))).toEqual(at(61.5));
  });

  test("not by what was said of the certificate before", () => {
    expect(dueAt(leaf(90), info(10, 12, { certificate: "keyid.other" }))).toEqual(at(60));
  });

  test("before it is urgent, whatever the authority's window", () => {
    expect(dueAt(leaf(90), info(85, 89)).getTime()).toBeCloseTo(at(66).getTime(), -3);
  });

  test.each([
    ["it vouches for itself", { selfSigned: true }, {}, "the current certificate is the bootstrap certificate"],
    ["a name is missing", {}, { domains: ["shop.example", "www.shop.example"] }, "the names have changed"],
    ["it has a name too many", { names: ["shop.example", "old.shop.example"] }, {}, "the names have changed"],
    [
      "its authority is none of those in the settings",
      {},
      { authorities: [{ name: "ca", directoryUrl: "https://other.example" }] },
      "none of the authorities has issued the current certificate",
    ],
    ["its key is of another type", {}, { keyType: "rsa-2048" as const }, "its key is to be rsa-2048"],
    [
      "its profile is another",
      {},
      { authorities: [{ name: "ca", directoryUrl, profile: "shortlived" }] },
      "its profile is to be shortlived",
    ],
  ])("at once, if %s", (_, changes, wishes, why) => {
    expect(decide(leaf(90, changes), { ...wish, ...wishes }, issued, at(1))).toEqual({ action: "issue", why });
  });
});

describe("a freeze", () => {
  const frozen = { ...wish, freezes: [{ from: "2027-02-20", to: "2027-03-20" }] };

  test("holds back what is not urgent, on its first and last day too", () => {
    const held = (date: string, days: number) => decide(leaf(days), frozen, issued, new Date(date));
    expect(held("2027-02-19T23:59:59Z", 72).action).toBe("issue");
    expect(held("2027-02-20T00:00:00Z", 72)).toEqual({
      action: "hold",
      why: expect.stringMatching(
        /^it was due on 2027-02-18T00:00:00.000Z; 31 % of its lifetime is left; held back by the freeze from 2027-02-20 to 2027-03-20$/,
      ),
    });
    expect(held("2027-03-20T23:59:59Z", 110).action).toBe("hold");
    expect(held("2027-03-21T00:00:00Z", 110).action).toBe("issue");
  });

  test.each([90, 45, 6])("ends to hold back before the alarm at 0.25 rings, with %d days of lifetime", (days) => {
    const always = { ...wish, freezes: [{ from: "2027-01-01", to: "2027-12-31" }] };
    const first = Array.from({ length: days * 24 }, (_, hour) => at(hour / 24)).find(
      (now) => decide(leaf(days), always, issued, now).action === "issue",
    );
    expect(fractionLeft(leaf(days), first ?? at(days))).toBeGreaterThan(0.25);
    expect(fractionLeft(leaf(days), first ?? at(days))).toBeLessThan(1 / 2);
  });

  test("does not hold back what its authority recalls: a window that has ended before its time", () => {
    const now = new Date("2027-02-21T00:00:00Z");
    expect(decide(leaf(300), frozen, info(40, 50), now).action).toBe("issue");
    expect(decide(leaf(300), frozen, info(40, 60), now).action).toBe("hold");
    expect(decide(leaf(72), frozen, info(46, 50), now).action).toBe("hold");
  });

  test.each([
    ["the bootstrap certificate", { selfSigned: true }, {}],
    ["other names", {}, { domains: ["www.shop.example"] }],
  ])("does not hold back %s", (_, changes, wishes) => {
    expect(decide(leaf(90, changes), { ...frozen, ...wishes }, issued, new Date("2027-03-01")).action).toBe("issue");
  });

  test("holds back a wish for another kind of key", () => {
    expect(decide(leaf(365), { ...frozen, keyType: "rsa-2048" }, issued, new Date("2027-03-01")).action).toBe("hold");
  });
});

test("the bootstrap certificate has nothing left, however young it is", () => {
  expect(fractionLeft(bootstrap, new Date())).toBe(0);
  expect(fractionLeft({ ...bootstrap, selfSigned: false }, new Date())).toBeGreaterThan(0.99);
});
