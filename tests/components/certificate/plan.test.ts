import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readOutcome } from "../../../components/certificate/outcome.ts";
import { caaRecords, challengeRecords, namesToIssue, scheduleOf } from "../../../components/certificate/plan.ts";

describe("the names of a certificate", () => {
  test("are those that no wildcard among them covers", () => {
    expect(namesToIssue(["shop.example.com", "www.shop.example.com", "*.shop.example.com", "a.b.shop.example.com"])).toEqual([
      "shop.example.com",
      "*.shop.example.com",
      "a.b.shop.example.com",
    ]);
  });

  test("are proved by one record for a name and its wildcard", () => {
    expect(challengeRecords(["shop.example.com", "*.shop.example.com", "www.shop.example.com"])).toEqual([
      "_acme-challenge.shop.example.com",
      "_acme-challenge.www.shop.example.com",
    ]);
  });
});

describe("the schedule of a stack", () => {
  test("is twice a day, twelve hours apart, never on the hour", () => {
    fc.assert(
      fc.property(fc.string(), (stack) => {
        const [, minute, first, second] = /^cron\((\d+) (\d+),(\d+) \* \* \? \*\)$/.exec(scheduleOf(stack)) ?? [];
        expect([Number(second) - Number(first), Number(first) < 12, Number(minute) >= 5 && Number(minute) < 55]).toEqual([12, true, true]);
      }),
    );
  });

  test("is its own: a hundred stacks come at many times", () => {
    const times = new Set(Array.from({ length: 100 }, (_, i) => scheduleOf(`shop-${i}-prod`)));
    expect(times.size).toBeGreaterThan(80);
    expect(scheduleOf("demo-prod")).toBe(scheduleOf("demo-prod"));
  });
});

describe("CAA records", () => {
  const contacts = ["operations@example.com"];
  const account = "https://acme.example/acct/1";

  test("admit an account where it is known and the authority heeds it, by DNS only, and any account elsewhere", () => {
    expect(
      caaRecords([{ caaDomain: "letsencrypt.org", accountUri: account }, { caaDomain: "pki.goog" }], { wildcards: false, contacts }),
    ).toEqual([
      `0 issue "letsencrypt.org; accounturi=${account}; validationmethods=dns-01"`,
      '0 issue "pki.goog"',
      '0 issuewild ";"',
      '0 iodef "mailto:operations@example.com"',
    ]);
  });

  test("admit wildcards to the same authorities where there are some", () => {
    expect(caaRecords([{ caaDomain: "sectigo.com" }], { wildcards: true, contacts: [] })).toEqual([
      '0 issue "sectigo.com"',
      '0 issuewild "sectigo.com"',
    ]);
  });
});

describe("what the function answered", () => {
  const outcome = {
    action: "issued",
    why: "it was due",
    issuer: "R10",
    notAfter: "2027-01-01T00:00:00.000Z",
    accounts: { letsencrypt: "https://a/1" },
  };

  test("is read as it is", () => {
    expect(readOutcome(JSON.stringify({ ...outcome, certificateArn: "arn" }))).toEqual(outcome);
  });

  test.each([["no JSON at all"], ["null"], ["[]"], ['{"action": "sung", "accounts": {"a": 1}, "why": 7}']])(
    "is unknown where it says %s",
    (json) => {
      expect(readOutcome(json)).toEqual({ action: "unknown", why: "", issuer: "", notAfter: "", accounts: {} });
    },
  );
});
