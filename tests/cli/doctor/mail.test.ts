import { beforeAll, describe, expect, test } from "@jest/globals";
import type { MailFacts } from "../../../cli/doctor/facts.ts";
import { judgeMail } from "../../../cli/doctor/judge-mail.ts";
import type { StoreSettings } from "../../../stacks/settings/resolve/store.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { prod } from "../../stacks/settings-fixture.ts";

const known = <T>(value: T) => ({ known: value });
const account = { production: true, sending: true, standing: "HEALTHY", daily: 50_000, sent: 20 };
const identity = { verified: true, signing: "SUCCESS", bounces: "SUCCESS", configurationSet: "shop-prod-mail" };
const good: MailFacts = { account: known(account), identity: known(identity), dmarc: known(["v=DMARC1; p=quarantine"]) };

let settings: StoreSettings;
const of = (change: object): StoreSettings => {
  const parsed = parseSettings("shop-prod", { ...prod, ...change }).settings;
  if (parsed?.kind !== "store") throw new Error("no store");
  return parsed;
};
beforeAll(() => {
  settings = of({});
});

test("where SES sends for the store, nothing is to do", () => {
  expect(judgeMail(good, settings).map(({ check, status }) => [check, status])).toEqual([
    ["production access", "ok"],
    ["sending", "ok"],
    ["mail domain", "ok"],
    ["DMARC", "ok"],
  ]);
});

describe("what is missing is said, with what helps", () => {
  test.each<[string, Partial<MailFacts>, string, RegExp, RegExp]>([
    [
      "the sandbox",
      { account: known({ ...account, production: false, daily: 200 }) },
      "production access",
      /sandbox in us-east-1: .*200 a day/,
      /docs\/mail\.md/,
    ],
    ["a stop", { account: known({ ...account, sending: false }) }, "sending", /no mail leaves/, /mail-reputation/],
    [
      "a review",
      { account: known({ ...account, standing: "PROBATION" }) },
      "sending",
      /reviews the account \(PROBATION\)/,
      /mail-reputation/,
    ],
    ["a quota that is nearly used", { account: known({ ...account, sent: 45_000 }) }, "sending", /45000 of 50000/, /larger quota/],
    ["no identity", { identity: known(undefined) }, "mail domain", /does not exist yet: shop-prod makes it/, /pulumi up/],
    [
      "records that are not found",
      { identity: known({ ...identity, verified: false, signing: "PENDING" }) },
      "mail domain",
      /DKIM .*PENDING/,
      /delegation/,
    ],
    [
      "bounces' records",
      { identity: known({ ...identity, bounces: "FAILED" }) },
      "mail domain",
      /MX record of bounce\.shop\.example\.com/,
      /delegation/,
    ],
    ["no DMARC record", { dmarc: known(["v=spf1 -all"]) }, "DMARC", /no record of _dmarc/, /pulumi up/],
    ["two of them", { dmarc: known(["v=DMARC1; p=none", "v=DMARC1; p=reject"]) }, "DMARC", /2 records/, /leave one/],
  ])("%s", (_what, change, check, text, help) => {
    const line = judgeMail({ ...good, ...change }, settings).find((one) => one.check === check);
    expect(line).toMatchObject({ status: "to do", blocks: false, text: expect.stringMatching(text), help: expect.stringMatching(help) });
  });

  test("an identity that is another stack's stops pulumi up", () => {
    const facts = { ...good, identity: known({ ...identity, configurationSet: "shop-staging-mail" }) };
    expect(judgeMail(facts, settings)[2]).toMatchObject({ blocks: true, help: expect.stringMatching(/mail\.identity: \{ relaxedBecause/) });
    const left = of({ mail: { identity: { relaxedBecause: "shop-staging has it" } } });
    expect(judgeMail(facts, left)[2]).toMatchObject({ status: "ok" });
  });

  test("a domain of someone else's zone has its records in an output", () => {
    const facts = { ...good, identity: known({ ...identity, signing: "PENDING" }) };
    expect(judgeMail(facts, of({ mail: { domain: "example.net" } }))[2]?.help).toMatch(/stack output mailRecords -s shop-prod/);
  });

  test("what no one answers is not guessed", () => {
    const why = { why: "these credentials may not call ses:GetAccount" };
    expect(judgeMail({ account: why, identity: why, dmarc: why }, settings).map(({ status }) => status)).toEqual(
      Array(4).fill("cannot tell"),
    );
  });
});
