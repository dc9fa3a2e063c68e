import { expect, test } from "@jest/globals";
import { account, accountKeys, dev, faultsOf, prod, regionList, storeKeys } from "./settings-fixture.ts";

const name = "a domain name such as shop.example.com, in lower case and without a dot at the end (xn--… for other letters)";
const block = "a private IPv4 block from /16 to /20 such as 10.20.0.0/16";
const day = 'a day of this century in quotes such as "2026-11-20"';
const line = 'an X-Cart line in quotes: "5.5" or "5.6" (5.4 needs PHP 7.4, which gets no security fixes)';
const bucket = "a bucket's ARN such as arn:aws:s3:::company-logs";
const image = "latest, or an arm64 image such as ami-0123456789abcdef0";
const email = "an email address such as operations@example.com";
const why = "Christmas season";
const hours = "whole hours from 3, which a backup, new nodes and their missing packages take, to 24";
const otherKeys = (key: string) =>
  storeKeys
    .split(", ")
    .filter((other) => other !== key)
    .join(", ");

/** Each change of a production store's file that is fine otherwise, with all that is said about it. */
const wrong: [condition: string, change: Record<string, unknown>, faults: string[]][] = [
  ["an unknown key", { monitoring: true }, [`monitoring: unknown key, expected one of ${storeKeys}`]],
  ["a mistyped key", { netwrok: {} }, [`netwrok: unknown key, expected network or another of ${otherKeys("network")}`]],
  [
    "a key in another case",
    { logretentiondays: 400 },
    [`logretentiondays: unknown key, expected logRetentionDays or another of ${otherKeys("logRetentionDays")}`],
  ],
  [
    "a mistyped key in a section",
    { network: { cider: "10.0.0.0/16" } },
    ["network.cider: unknown key, expected cidr or another of zones, nat, egress, allowedHosts, dnsQueryLog, endpointZones"],
  ],
  [
    "an unknown key in a list",
    { patching: { freeze: [{ from: "2026-12-14", to: "2026-12-28", reason: why, x: 1 }] } },
    ["patching.freeze[0].x: unknown key, expected one of from, to, reason"],
  ],
  ["a key that every object inherits", { toString: 1 }, [`toString: unknown key, expected one of ${storeKeys}`]],
  [
    "the key constructor",
    { dns: { zone: "example.com", constructor: 1 } },
    ["dns.constructor: unknown key, expected one of zone, zoneId, createZone, delegations"],
  ],
  ["the key __proto__", JSON.parse('{"__proto__": {"protection": false}}'), [`__proto__: unknown key, expected one of ${storeKeys}`]],
  ["a key with a line break", { "a\nb": 1 }, [`"a\\nb": unknown key, expected one of ${storeKeys}`]],
  ["a key of 500 characters", { ["k".repeat(500)]: 1 }, [`${"k".repeat(79)}…: unknown key, expected one of ${storeKeys}`]],
  ["no domain", { domain: undefined }, [`domain: missing; expected ${name}`]],
  ["domain: null", { domain: null }, [`domain: got null, expected ${name}`]],
  ["a domain in upper case", { domain: "Shop.example.com" }, [`domain: got "Shop.example.com", expected ${name}`]],
  ["a domain with a dot at its end", { domain: "shop.example.com." }, [`domain: got "shop.example.com.", expected ${name}`]],
  ["a domain with an umlaut", { domain: "bücher.example.com" }, [`domain: got "bücher.example.com", expected ${name}`]],
  ["a domain that is an address", { domain: "10.0.0.1" }, [`domain: got "10.0.0.1", expected ${name}`]],
  ["a domain under a number", { domain: "shop.123" }, [`domain: got "shop.123", expected ${name}`]],
  [
    "a domain of 500 characters",
    { domain: "x".repeat(500) },
    [`domain: got "${"x".repeat(78)}…, expected a domain name of at most 253 characters`],
  ],
  [
    "an account number without quotes",
    { accountId: 123456789012 },
    ["accountId: got 123456789012, expected the twelve digits of an AWS account, in quotes"],
  ],
  ["an unknown Region", { region: "eu-central-9" }, [`region: got "eu-central-9", expected an AWS Region: ${regionList}`]],
  ["an unknown environment", { environment: "production" }, ['environment: got "production", expected dev, staging or prod']],
  ["the X-Cart line 5.4", { xcart: { line: "5.4" } }, [`xcart.line: got "5.4", expected ${line}`]],
  ["an X-Cart line without quotes", { xcart: { line: 5.6 } }, [`xcart.line: got 5.6, expected ${line}`]],
  ["no contacts", { contacts: [] }, ["contacts: got [], expected at least one email address"]],
  [
    "contacts that are no list",
    { contacts: "operations@example.com" },
    ['contacts: got "operations@example.com", expected a list of email addresses'],
  ],
  [
    "contacts that are no addresses",
    { contacts: ["operations", "a@b"] },
    [`contacts[0]: got "operations", expected ${email}`, `contacts[1]: got "a@b", expected ${email}`],
  ],
  [
    "a contact that is there twice",
    { contacts: ["a@example.com", "a@example.com"] },
    ['contacts[1]: got "a@example.com", expected an address that is not listed already'],
  ],
  ["a list where an object belongs", { dns: [] }, ["dns: got [], expected an object of zone, zoneId, createZone, delegations"]],
  ["a string where an object belongs", { xcart: "5.6" }, ['xcart: got "5.6", expected an object of line, php, build, securityBuild']],
  ["null where an object belongs", { files: null }, ["files: got null, expected an object of throughput"]],
  ["an object where a list belongs", { aliases: {} }, ["aliases: got {}, expected a list of domain names"]],
  ["freezes that are no list", { patching: { freeze: {} } }, ["patching.freeze: got {}, expected a list of objects of from, to, reason"]],
  [
    "a long value of the wrong type",
    { files: { throughput: { a: "z".repeat(500) } } },
    [`files.throughput: got {"a":"${"z".repeat(73)}…, expected elastic or bursting`],
  ],
  [
    "a block that is too small",
    { network: { cidr: "10.20.0.0/21" } },
    ['network.cidr: got "10.20.0.0/21", expected a block from /16 to /20'],
  ],
  [
    "a block that is too large",
    { network: { cidr: "10.0.0.0/15" } },
    ['network.cidr: got "10.0.0.0/15", expected a block from /16 to /20'],
  ],
  [
    "a public block",
    { network: { cidr: "52.20.0.0/16" } },
    ['network.cidr: got "52.20.0.0/16", expected a private block (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, RFC 1918)'],
  ],
  [
    "a block off its boundary",
    { network: { cidr: "10.20.8.0/20" } },
    ['network.cidr: got "10.20.8.0/20", expected the block\'s first address, 10.20.0.0/20'],
  ],
  ["a network that is no block", { network: { cidr: "10.20.0.0" } }, [`network.cidr: got "10.20.0.0", expected ${block}`]],
  ["a block in hexadecimal", { network: { cidr: "0x0a.20.0.0/16" } }, [`network.cidr: got "0x0a.20.0.0/16", expected ${block}`]],
  ["a block of two numbers", { network: { cidr: "10.20/16" } }, [`network.cidr: got "10.20/16", expected ${block}`]],
  ["an IPv6 block", { network: { cidr: "fd00::/16" } }, [`network.cidr: got "fd00::/16", expected ${block}`]],
  ["one zone", { network: { zones: 1 } }, ["network.zones: got 1, expected a whole number from 2 to 3 (availability zones)"]],
  ["four zones", { network: { zones: 4 } }, ["network.zones: got 4, expected a whole number from 2 to 3 (availability zones)"]],
  ["half a zone", { network: { zones: 2.5 } }, ["network.zones: got 2.5, expected a whole number from 2 to 3 (availability zones)"]],
  [
    "zones that are no number",
    { network: { zones: Number.NaN } },
    ["network.zones: got NaN, expected a whole number from 2 to 3 (availability zones)"],
  ],
  [
    "a safeguard that is off without a reason",
    { database: { requireTls: false } },
    ['database.requireTls: got false, expected true, or { relaxedBecause: "why" }'],
  ],
  [
    "a reason that is none",
    { database: { requireTls: { relaxedBecause: "no" } } },
    ['database.requireTls.relaxedBecause: got "no", expected a reason of at least 10 characters'],
  ],
  [
    "a size that is not arm64",
    { web: { instanceType: "m7i.large" } },
    ['web.instanceType: got "m7i.large", expected a Graviton size such as m7g.large (arm64: t4g, m6g, m7g, r7g …)'],
  ],
  ["an image that is none", { web: { image: "ami-1" } }, [`web.image: got "ami-1", expected ${image}`]],
  [
    "an archive that is no bucket",
    { account: { logArchiveArn: "arn:aws:s3:::logs/*" } },
    [`account.logArchiveArn: got "arn:aws:s3:::logs/*", expected ${bucket}`],
  ],
  [
    "mail through a port that AWS blocks",
    { mail: { provider: { host: "smtp.example.com", port: 25 } } },
    ["mail.provider.port: got 25, expected a submission port: 587, 2587, 465 or 2465 (AWS blocks 25)"],
  ],
  [
    "a retention of 30 days",
    { logRetentionDays: 30 },
    [
      "logRetentionDays: got 30, expected a retention of CloudWatch Logs of at least a year (PCI DSS 10.5.1), in days: 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    ],
  ],
  [
    "a window without a day",
    { patching: { window: "03:00" } },
    ['patching.window: got "03:00", expected a weekday and a time such as sun 03:00'],
  ],
  [
    "a window in an unknown time zone",
    { patching: { timezone: "Mars/Olympus" } },
    ['patching.timezone: got "Mars/Olympus", expected an IANA time zone such as UTC or Europe/Berlin'],
  ],
  ["a window too short for what it does", { patching: { duration: 2 } }, [`patching.duration: got 2, expected ${hours}`]],
  ["a window longer than a day", { patching: { duration: 25 } }, [`patching.duration: got 25, expected ${hours}`]],
  [
    "a soak longer than staging's interval",
    { patching: { soak: 8 } },
    ["patching.soak: got 8, expected whole days from 0 to 7, since staging takes a new image each week"],
  ],
  [
    "staging's stack instead of its parameter",
    { patching: { stagingParameter: "shop-staging" } },
    ['patching.stagingParameter: got "shop-staging", expected an SSM parameter\'s name or ARN such as /shop-staging/patching/state'],
  ],
  [
    "a clock that has no such hour",
    { database: { backupWindow: "24:00-01:00" } },
    ['database.backupWindow: got "24:00-01:00", expected hh:mm-hh:mm in UTC, such as 01:00-02:00'],
  ],
  [
    "a day that does not exist",
    { patching: { freeze: [{ from: "2026-02-30", to: "2026-03-01", reason: why }] } },
    [`patching.freeze[0].from: got "2026-02-30", expected ${day}`],
  ],
  [
    "a day of another century",
    { patching: { freeze: [{ from: "2026-02-20", to: "9999-12-31", reason: why }] } },
    [`patching.freeze[0].to: got "9999-12-31", expected ${day}`],
  ],
];

test.each(wrong)("with %s, the settings are refused", (_condition, change, faults) => {
  expect(faultsOf({ ...prod, ...change })).toEqual(faults);
});

test("the least that a file can say is enough", () => {
  expect([faultsOf(prod), faultsOf(dev, "shop-dev"), faultsOf(account, "shops-account")]).toEqual([[], [], []]);
});

test.each([undefined, null, [], "store", 1, true])("settings that are %p, no object, are refused", (raw) => {
  const got = raw === undefined || raw === null ? "missing;" : `got ${JSON.stringify(raw)},`;
  expect(faultsOf(raw)).toEqual([`xcart-hosting:settings: ${got} expected an object with kind: store or kind: account`]);
});

test("with an unknown kind, the stack's name says what else to check", () => {
  expect(faultsOf({ ...prod, kind: "stor", protection: false })).toEqual([
    'kind: got "stor", expected store or account',
    "protection: got false, expected true in prod, so that data cannot be deleted by mistake",
  ]);
  expect(faultsOf({ ...account, kind: undefined, domain: "example.com" }, "shops-account")).toEqual([
    "kind: missing; expected store or account",
    `domain: unknown key, expected one of ${accountKeys}`,
  ]);
});

test("an account's settings are checked like a store's", () => {
  expect(faultsOf({ ...account, contacts: ["me"], logArchive: { retentionDays: 30 } }, "shops-account")).toEqual([
    `contacts[0]: got "me", expected ${email}`,
    "logArchive.retentionDays: got 30, expected a whole number from 365 to 3653 (days)",
  ]);
});
