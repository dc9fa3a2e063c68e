import { describe, expect, test } from "@jest/globals";
import { mailRecipients } from "../../stacks/settings/resolve/mail.ts";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { dev, prod } from "./settings-fixture.ts";

const because = { relaxedBecause: "the office's provider has it" };
const settingsOf = (mail: object, of: object = prod, stack = "shop-prod") => {
  const { settings, faults } = parseSettings(stack, { ...of, mail });
  if (settings?.kind !== "store") throw new Error(`${faults ?? "no store"}`);
  return settings;
};

describe("who mail is from", () => {
  test("is the store's name, or the domain that the settings say", () => {
    expect(settingsOf({}).mail).toMatchObject({ domain: "shop.example.com", from: "noreply@shop.example.com" });
    expect(settingsOf({ domain: "example.com" }).mail.from).toBe("noreply@example.com");
  });

  test.each<[string, object, unknown]>([
    [
      "an address of another domain",
      { from: "shop@gmail.com" },
      ['mail.from: got "shop@gmail.com", expected an address of shop.example.com (mail.domain)'],
    ],
    [
      "listed people in prod",
      { listed: ["a@example.com"] },
      ['mail.listed: got ["a@example.com"], expected an empty list in prod, where mail goes to every recipient'],
    ],
    [
      "a word among the listed",
      { listed: ["team"] },
      expect.arrayContaining([expect.stringContaining("expected an email address, or *@example.com for all of a domain")]),
    ],
    [
      "SES as another provider",
      { provider: { host: "email-smtp.us-east-1.amazonaws.com" } },
      [expect.stringMatching(/^mail\.provider\.host: got .*, expected a host other than SES, which nodes use without a password/)],
    ],
    ["a provider without a host", { provider: {} }, [expect.stringMatching(/^mail\.provider\.host: missing/)]],
    [
      "a former key",
      { host: "smtp.example.com" },
      [expect.stringMatching(/^mail\.host: unknown key, expected one of domain, from, provider/)],
    ],
    [
      "a DMARC record that asks for nothing",
      { dmarc: { policy: "none" } },
      expect.arrayContaining([expect.stringMatching(/^mail\.dmarc/)]),
    ],
    ["a safeguard that is off without a word", { identity: false }, expect.arrayContaining([expect.stringMatching(/^mail\.identity/)])],
  ])("%s is refused", (_what, mail, faults) => {
    expect(parseSettings("shop-prod", { ...prod, mail }).faults).toEqual(faults);
  });
});

describe("whom mail goes to", () => {
  const recipients = (mail: object, of: object, stack: string) => mailRecipients(settingsOf(mail, of, stack));

  test("is everyone in prod, and contacts and those listed elsewhere", () => {
    const staging = { ...prod, environment: "staging" };
    expect(recipients({}, prod, "shop-prod")).toBeUndefined();
    expect(recipients({ listed: ["*@agency.example"] }, staging, "shop-staging")).toEqual(["operations@example.com", "*@agency.example"]);
    expect(recipients({}, dev, "shop-dev")).toEqual(["operations@example.com"]);
  });

  test("is everyone elsewhere for a reason, which reports show", () => {
    expect(recipients({ listedOnly: because }, dev, "shop-dev")).toBeUndefined();
    expect(relaxations(settingsOf({ listedOnly: because, dmarc: because }, dev, "shop-dev"))).toEqual(
      expect.arrayContaining([`mail.dmarc: ${because.relaxedBecause}`, `mail.listedOnly: ${because.relaxedBecause}`]),
    );
    // There is nothing to relax where someone else sends, or everyone gets mail anyway.
    const other = settingsOf({ listedOnly: because, dmarc: because, provider: { host: "smtp.example.com" } });
    expect(relaxations(other).filter((line) => line.startsWith("mail."))).toEqual([]);
  });
});
