import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { writeStore } from "../../cli/new/command.ts";
import { writeAll } from "../../cli/new/write.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { regionList } from "../stacks/settings-fixture.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "new-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command line with nothing wrong in it. */
const options = () => ({
  domain: "shop.example.com",
  zone: "example.com",
  region: "eu-central-1",
  xcart: "5.6",
  contact: ["operations@example.com"],
  environments: "dev,staging,prod",
  cidr: "10.20.0.0/16",
  timezone: "UTC",
  dir: folder,
});

const textOf = (stack: string) => readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
const settingsOf = (stack: string) => parse(textOf(stack)).config["xcart-hosting:settings"];
const faultsOf = (name: string | undefined, change: object) => {
  const written = writeStore(name, { ...options(), ...change });
  return "faults" in written ? written.faults : [];
};

test("the file of a production store says what someone must decide, and what they may want to", () => {
  writeStore("shop", { ...options(), environments: "prod" });
  expect(textOf("shop-prod")).toBe(`# yaml-language-server: $schema=schema.json
# shop, prod. Whatever is not here has a safe default: docs/settings.md
config:
  xcart-hosting:settings:
    kind: store
    environment: prod # picks sizes, retention and locks
    region: eu-central-1
    # accountId: "123456789012" # so that any other AWS account is refused
    domain: shop.example.com
    # aliases: [www.shop.example.com]
    dns:
      zone: example.com # looked up by its name
    xcart:
      line: "5.6"
    contacts: [operations@example.com] # who gets the alarms
    # payments: { hosts: [api.stripe.com, "*.paypal.com"] } # payment providers that nodes may call
    # account: { stack: shops-account } # the account's stack, which has the log archive
    # firewall: { admin: { addresses: [203.0.113.0/24] } } # where staff work; without it, the administration is unreachable
    network:
      cidr: 10.20.0.0/16 # no other stack's; changing it replaces the network
    patching:
      window: thu 03:00 # dev before staging before prod
      timezone: UTC
      soak: 0 # there is no staging
    # paymentPage: { product: 1 } # a product's number in X-Cart, to be bought by the watch of the payment page; else it finds one
`);
});

test("each environment has a name, a network and a window of its own", () => {
  const written = writeStore("shop", options());
  expect(written).toEqual({
    stacks: [
      { stack: "shop-dev", file: join(folder, "Pulumi.shop-dev.yaml"), domain: "dev.shop.example.com", cidr: "10.20.0.0/16" },
      { stack: "shop-staging", file: join(folder, "Pulumi.shop-staging.yaml"), domain: "staging.shop.example.com", cidr: "10.21.0.0/16" },
      { stack: "shop-prod", file: join(folder, "Pulumi.shop-prod.yaml"), domain: "shop.example.com", cidr: "10.22.0.0/16" },
    ],
    next: [
      `npx store preview shop-dev --stacks ${folder}`,
      `npx store preview shop-staging --stacks ${folder}`,
      `npx store preview shop-prod --stacks ${folder}`,
      "npx store doctor shop-dev    the account and Pulumi's state come first: docs/first-deployment.md",
      `npx pulumi up -s shop-dev --config-file ${join(folder, "Pulumi.shop-dev.yaml")}`,
      `npx pulumi up -s shop-staging --config-file ${join(folder, "Pulumi.shop-staging.yaml")}`,
      `npx pulumi up -s shop-prod --config-file ${join(folder, "Pulumi.shop-prod.yaml")}`,
      "npx store release push shop-dev --distribution FILE    X-Cart: docs/first-deployment.md",
    ],
  });
  const windows = ["shop-dev", "shop-staging", "shop-prod"].map((stack) => settingsOf(stack).patching);
  expect(windows).toEqual(["mon 03:00", "sun 03:00", "thu 03:00"].map((window) => ({ window, timezone: "UTC" })));
});

test("with --timezone, the windows are local", () => {
  writeStore("shop", { ...options(), timezone: "Europe/Berlin" });
  expect(settingsOf("shop-prod").patching).toEqual({ window: "thu 03:00", timezone: "Europe/Berlin" });
});

test("with --create-zone, only production creates the zone asked for", () => {
  writeStore("shop", { ...options(), createZone: true });
  expect(["shop-dev", "shop-prod"].map((stack) => settingsOf(stack).dns)).toEqual([
    { zone: "dev.shop.example.com", createZone: true },
    {
      zone: "example.com",
      createZone: true,
      delegations: [
        { zone: "dev.shop.example.com", stack: "shop-dev" },
        { zone: "staging.shop.example.com", stack: "shop-staging" },
      ],
    },
  ]);
});

test("a zone below one that is there already is named to be delegated there, and by the new one what is there below it", () => {
  writeStore("shop", { ...options(), zone: "shop.example.com", createZone: true, environments: "dev" });
  const whole = writeStore("all", { ...options(), domain: "www.example.com", zone: "example.com", createZone: true, environments: "prod" });
  expect([whole, settingsOf("all-prod").dns.delegations]).toEqual([
    expect.not.objectContaining({ faults: expect.anything() }),
    [{ zone: "dev.shop.example.com", stack: "shop-dev" }],
  ]);
  const below = writeStore("b", { ...options(), domain: "b.example.com", zone: "b.example.com", createZone: true, environments: "prod" });
  expect("next" in below && below.next[0]).toBe(
    `add to dns.delegations in ${join(folder, "Pulumi.all-prod.yaml")}: { zone: b.example.com, stack: b-prod }`,
  );
});

test("what another store has already is refused, said about the option, and nothing is written", () => {
  writeStore("shop", { ...options(), zone: "shop.example.com", createZone: true, environments: "prod" });
  expect(faultsOf("copy", { zone: "shop.example.com", createZone: true, environments: "prod" })).toEqual([
    '--domain: got "shop.example.com", expected a name that no other store has: it is domain of shop-prod too',
    '--zone: got "shop.example.com", expected a zone that shop-prod does not create too, since only one of the two is found, or dns.createZone: false',
  ]);
  expect(faultsOf("other", { domain: "other.example.com", environments: "dev", accountStack: "shops-account" })).toEqual([
    '--account-stack: got "shops-account", expected no value, since this folder has no account stack; or account.logArchiveArn',
  ]);
  expect(readdirSync(folder)).toEqual(["Pulumi.shop-prod.yaml"]);
});

test("account, account stack and contacts are written as given", () => {
  const account = { kind: "account", region: "eu-central-1", accountId: "012345678901", contacts: ["a@example.com"] };
  writeFileSync(join(folder, "Pulumi.shops-account.yaml"), JSON.stringify({ config: { "xcart-hosting:settings": account } }));
  writeStore("shop", {
    ...options(),
    environments: "staging",
    accountId: "012345678901",
    accountStack: "shops-account",
    contact: ["a@example.com, b@example.com", "'c@example.com"],
  });
  expect(settingsOf("shop-staging")).toMatchObject({
    accountId: "012345678901",
    account: { stack: "shops-account" },
    contacts: ["a@example.com", "b@example.com", "'c@example.com"],
  });
});

test.each(regionList.split(", "))("in %s, what is written has no faults, and commented lines have none either", (region) => {
  writeStore("shop", { ...options(), region });
  for (const stack of ["shop-dev", "shop-staging", "shop-prod"]) {
    const texts = [textOf(stack), textOf(stack).replaceAll(/^ {4}# /gm, "    ")];
    const parsed = texts.map((text) => parseSettings(stack, parse(text).config["xcart-hosting:settings"]));
    expect(parsed.map(({ faults }) => faults)).toEqual([undefined, undefined]);
  }
});

test("networks of other stacks are left out, also one by default, and a file that is no YAML has none", () => {
  writeFileSync(
    join(folder, "Pulumi.old-prod.yaml"),
    "config:\n  xcart-hosting:settings: { kind: store, network: { cidr: 10.22.16.0/20 } }\n",
  );
  writeFileSync(join(folder, "Pulumi.plain-prod.yaml"), "config:\n  xcart-hosting:settings: { kind: store }\n");
  writeFileSync(join(folder, "Pulumi.broken-prod.yaml"), "config: [\n");
  writeFileSync(join(folder, "Pulumi.empty-prod.yaml"), "encryptionsalt: v1\n");
  writeStore("shop", options());
  expect(["shop-dev", "shop-staging", "shop-prod"].map((stack) => settingsOf(stack).network.cidr)).toEqual([
    "10.21.0.0/16",
    "10.23.0.0/16",
    "10.24.0.0/16",
  ]);
});

const name = "lower-case letters, digits and single hyphens, beginning with a letter";
const domain = "a domain name such as shop.example.com, in lower case and without a dot at the end (xn--… for other letters)";
const line = 'an X-Cart line: "5.5" or "5.6" (5.4 needs PHP 7.4, which gets no security fixes)';

const wrong: [condition: string, name: string | undefined, change: object, faults: string[]][] = [
  ["no name", undefined, {}, [`NAME: missing; expected ${name}`]],
  ["a name in upper case", "Shop", {}, [`NAME: got "Shop", expected ${name}`]],
  ["a name that is a path", "../shop", {}, [`NAME: got "../shop", expected ${name}`]],
  [
    "a name that is too long",
    "a-shop-of-many-words",
    {},
    [
      'NAME: got "a-shop-of-many-words", expected at most 16 characters, since the stack\'s name, a-shop-of-many-words-staging, has at most 24',
    ],
  ],
  [
    "a name that is too long for prod only",
    "a-shop-of-many-words",
    { environments: "prod" },
    [
      'NAME: got "a-shop-of-many-words", expected at most 19 characters, since the stack\'s name, a-shop-of-many-words-prod, has at most 24',
    ],
  ],
  ["no domain", "shop", { domain: undefined }, [`--domain: missing; expected ${domain}`]],
  [
    "a domain outside the zone",
    "shop",
    { domain: "shop.example.org" },
    ['--domain: got "shop.example.org", expected a name in the zone example.com (--zone)'],
  ],
  ["no zone", "shop", { zone: undefined }, [`--zone: missing; expected ${domain}`]],
  ["an unknown Region", "shop", { region: "mars-1" }, [`--region: got "mars-1", expected an AWS Region: ${regionList}`]],
  ["an unknown X-Cart line", "shop", { xcart: "5.4" }, [`--xcart: got "5.4", expected ${line}`]],
  ["no contact", "shop", { contact: undefined }, ["--contact: missing; expected a list of email addresses"]],
  [
    "a contact that is no address",
    "shop",
    { contact: ["a@example.com,me"] },
    ['--contact: got "me", expected an email address such as operations@example.com'],
  ],
  ["an unknown environment", "shop", { environments: "dev,qa" }, ['--environments: got "qa", expected dev, staging or prod']],
  ["an environment twice", "shop", { environments: "dev,dev" }, ['--environments: got "dev", expected each environment once']],
  ["no environment", "shop", { environments: "" }, ['--environments: got "", expected dev, staging or prod']],
  [
    "an account that has no twelve digits",
    "shop",
    { accountId: "1" },
    ['--account-id: got "1", expected the twelve digits of an AWS account'],
  ],
  [
    "an account stack that is none",
    "shop",
    { accountStack: "shops" },
    ['--account-stack: got "shops", expected an account stack\'s name such as shops-account'],
  ],
  [
    "an unknown time zone",
    "shop",
    { timezone: "Mars/Olympus" },
    ['--timezone: got "Mars/Olympus", expected an IANA time zone such as UTC or Europe/Berlin'],
  ],
  ["a block that is too small", "shop", { cidr: "10.0.0.0/24" }, ['--cidr: got "10.0.0.0/24", expected a block from /16 to /20']],
  [
    "a block without room behind it",
    "shop",
    { cidr: "10.254.0.0/16" },
    ['--cidr: got "10.254.0.0/16", expected a block from which 3 are free in its private range; only 2 are'],
  ],
  ["a folder that is not there", "shop", { dir: "no-such-folder" }, ['--dir: got "no-such-folder", expected a folder that exists']],
];

test.each(wrong)("with %s, nothing is written", (_condition, given, change, faults) => {
  expect(faultsOf(given, change)).toEqual(faults);
  expect(readdirSync(folder)).toEqual([]);
});

test("files that are there already are never overwritten, and the others are not written", () => {
  writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), "mine");
  mkdirSync(join(folder, "Pulumi.shop-prod.yaml"));
  const rest = "got a file that exists already, expected none, since store new overwrites nothing";
  const there = (stack: string) => `${join(folder, `Pulumi.${stack}.yaml`)}: ${rest}`;
  expect(faultsOf("shop", { xcart: "6" })).toEqual([`--xcart: got "6", expected ${line}`, there("shop-dev"), there("shop-prod")]);
  expect([readdirSync(folder), textOf("shop-dev")]).toEqual([["Pulumi.shop-dev.yaml", "Pulumi.shop-prod.yaml"], "mine"]);
});

test("when one of several files cannot be written, none is left", () => {
  mkdirSync(join(folder, "b.yaml"));
  const files = ["a.yaml", "b.yaml"].map((file) => ({ path: join(folder, file), text: "new" }));
  expect(() => writeAll(files)).toThrow("EISDIR");
  expect(readdirSync(folder)).toEqual(["b.yaml"]);
});

test("staff's addresses open the administration to them", () => {
  writeStore("shop", { ...options(), staff: ["203.0.113.0/26, 198.51.100.7/32", "2001:db8:51::/48"] });
  for (const stack of ["shop-dev", "shop-prod"]) {
    const settings = settingsOf(stack);
    expect(settings.firewall).toEqual({ admin: { addresses: ["203.0.113.0/26", "198.51.100.7/32", "2001:db8:51::/48"] } });
    expect(parseSettings(stack, settings).faults).toBeUndefined();
  }
});

test("staff's addresses that are none are a fault of the option", () => {
  expect(faultsOf("shop", { staff: ["203.0.113.0/26", "office"] })).toEqual([expect.stringMatching(/^--staff: got "office", expected /)]);
});
