import { describe, expect, test } from "@jest/globals";
import { tokenDomains } from "../../stacks/settings/resolve/firewall.ts";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { dev, prod, watched } from "./settings-fixture.ts";

const today = "2026-11-20";
const faultsOf = (firewall: unknown, base: Record<string, unknown> = prod, stack = "shop-prod") =>
  parseSettings(stack, { ...base, firewall }, today).faults ?? [];

const party = { name: "Example Scans", addresses: ["198.51.100.0/25"], reason: "Scans each quarter", until: "permanent" };
const trial = { action: "count", reason: "Reviews are refused, SHOP-1", until: "2026-12-01" };
const addressForm = "an address block such as 203.0.113.0/24, 203.0.113.7/32 or 2001:db8:12::/48";
const countryForm = "a country's code in two capital letters such as DE (ISO 3166-1; XK for Kosovo)";

const wrong: [what: string, firewall: unknown, faults: unknown[]][] = [
  ["a country that does not exist", { countries: { block: ["UK"] } }, [`firewall.countries.block[0]: got "UK", expected ${countryForm}`]],
  ["a country in small letters", { countries: { allow: ["de"] } }, [`firewall.countries.allow[0]: got "de", expected ${countryForm}`]],
  ["no country at all", { countries: { allow: [] } }, ["firewall.countries.allow: got [], expected at least one country"]],
  [
    "a country twice",
    { countries: { block: ["KP", "KP"] } },
    ['firewall.countries.block[1]: got "KP", expected a country that is not listed already'],
  ],
  [
    "countries to block and to allow",
    { countries: { block: ["KP"], allow: ["DE"] } },
    ['firewall.countries: got {"block":["KP"],"allow":["DE"]}, expected block or allow, not both'],
  ],
  [
    "an address that is no block",
    { blockedAddresses: ["203.0.113.7"] },
    [`firewall.blockedAddresses[0]: got "203.0.113.7", expected ${addressForm}`],
  ],
  ["a word for an address", { blockedAddresses: ["office"] }, [`firewall.blockedAddresses[0]: got "office", expected ${addressForm}`]],
  [
    "all addresses",
    { blockedAddresses: ["0.0.0.0/0", "::/0"] },
    [
      'firewall.blockedAddresses[0]: got "0.0.0.0/0", expected a block smaller than /0, the whole internet',
      'firewall.blockedAddresses[1]: got "::/0", expected a block smaller than /0, the whole internet',
    ],
  ],
  [
    "a block off its boundary",
    { blockedAddresses: ["203.0.113.7/24"] },
    ['firewall.blockedAddresses[0]: got "203.0.113.7/24", expected the block\'s first address, 203.0.113.0/24'],
  ],
  [
    "private addresses for staff, whom no one would ever be",
    { admin: { addresses: ["10.0.0.0/16", "fd00:1::/48"] } },
    [
      'firewall.admin.addresses[0]: got "10.0.0.0/16", expected public addresses: no request comes from these',
      'firewall.admin.addresses[1]: got "fd00:1::/48", expected public addresses: no request comes from these',
    ],
  ],
  [
    "no address for staff",
    { admin: { addresses: [] } },
    ["firewall.admin.addresses: got [], expected at least one address block: with an empty list the administration would be unreachable"],
  ],
  [
    "half the internet for staff",
    { admin: { addresses: ["128.0.0.0/1"] } },
    ['firewall.admin.addresses[0]: got "128.0.0.0/1", expected a block of /16 or smaller, with the party\'s own addresses only'],
  ],
  [
    "programs whom another list shuts out",
    {
      api: { addresses: ["192.0.2.16/28"], reason: "Syncs the stock" },
      integrations: [
        {
          name: "CloudSearch",
          targets: ["cloud_search_api"],
          addresses: ["192.0.2.32/28"],
          reason: "Indexes products",
          until: "permanent",
        },
      ],
      blockedAddresses: ["192.0.2.0/24"],
    },
    [
      'firewall.api.addresses[0]: got "192.0.2.16/28", expected addresses that firewall.blockedAddresses does not block with 192.0.2.0/24',
      'firewall.integrations[0].addresses[0]: got "192.0.2.32/28", expected addresses that firewall.blockedAddresses does not block with 192.0.2.0/24',
    ],
  ],
  [
    "staff whom another list shuts out",
    { admin: { addresses: ["203.0.113.0/26"] }, blockedAddresses: ["203.0.113.0/24"] },
    [
      'firewall.admin.addresses[0]: got "203.0.113.0/26", expected addresses that firewall.blockedAddresses does not block with 203.0.113.0/24',
    ],
  ],
  [
    "an administration where shoppers are",
    { admin: { host: "shop.example.com" } },
    ['firewall.admin.host: got "shop.example.com", expected one of aliases, since the domain itself is for shoppers'],
  ],
  [
    "an administration open for no reason",
    { admin: { staffOnly: false } },
    ['firewall.admin.staffOnly: got false, expected true, or { relaxedBecause: "why" }'],
  ],
  [
    "an integration that logs in, and one that has ended",
    {
      integrations: [
        { name: "A partner", targets: ["login", "CloudSearch"], reason: "Calls the shop each hour" },
        { name: "Old partner", targets: ["feed"], reason: "Calls the shop each hour", until: "2026-01-31" },
      ],
    },
    [expect.stringMatching(/^firewall\.integrations\[0\]\.targets\[1\]: got "CloudSearch", expected a word of small letters/)],
  ],
  [
    "an exception for what is limited, and one that has ended",
    {
      integrations: [
        { name: "A partner", targets: ["authy_login", "feed"], reason: "Calls the shop each hour" },
        { name: "Old partner", targets: ["feed"], reason: "Calls the shop each hour", until: "2026-01-31" },
      ],
    },
    [
      'firewall.integrations[0].targets[0]: got "authy_login", expected a target other than those of logins, accounts, checkout, orders and uploads',
      'firewall.integrations[1].until: got "2026-01-31", expected 2026-11-20 or later: it ended on 2026-01-31, more than 14 days ago; renew the exception, or remove it',
    ],
  ],
  [
    "more targets than an expression holds",
    { integrations: [{ name: "A partner", targets: ["a".repeat(60), "b".repeat(60)], reason: "Calls the shop each hour" }] },
    [expect.stringMatching(/^firewall\.integrations: got .*, expected fewer targets, since these exceed a regular expression of AWS WAF$/)],
  ],
  [
    "an action that is no word",
    { orderActions: ["Pay-Now"] },
    [expect.stringMatching(/^firewall\.orderActions\[0\]: got "Pay-Now", expected a word of small letters/)],
  ],
  [
    "longer actions than an expression holds",
    { orderActions: ["pay_with_something_whose_name_goes_on_and_on_and_on"] },
    [expect.stringMatching(/^firewall\.orderActions: got .*, expected fewer or shorter words/)],
  ],
  ["a network that cannot be", { blockedAsns: [0] }, ["firewall.blockedAsns[0]: got 0, expected a whole number from 1 to 4294967295"]],
  [
    "an API open for no reason",
    { api: { open: true } },
    ['firewall.api: got {"open":true}, expected a reason with addresses or open: true, and no reason without'],
  ],
  [
    "an API open to some and to everyone",
    { api: { open: true, addresses: ["203.0.113.0/26"], reason: "The warehouse's program" } },
    [expect.stringMatching(/^firewall\.api: got .*, expected addresses or open, not both$/)],
  ],
  [
    "a CAPTCHA between a login and its answer",
    { actions: { "login-rate": "captcha" } },
    ['firewall.actions.login-rate: got "captcha", expected block, count, or { action: count, reason, until }'],
  ],
  [
    "an expression of 201 characters",
    { blockedAgents: ["x".repeat(201)] },
    [`firewall.blockedAgents[0]: got "${"x".repeat(78)}…, expected a regular expression of at most 200 characters (AWS WAF)`],
  ],
  [
    "look-around",
    { blockedPaths: ["^/(?!shop)"] },
    ['firewall.blockedPaths[0]: got "^/(?!shop)", expected a regular expression without look-around, which AWS WAF does not support'],
  ],
  [
    "a look behind",
    { blockedAgents: ["(?<=a)b"] },
    ['firewall.blockedAgents[0]: got "(?<=a)b", expected a regular expression without look-around, which AWS WAF does not support'],
  ],
  [
    "a back reference",
    { blockedAgents: ["(a)\\1"] },
    [
      'firewall.blockedAgents[0]: got "(a)\\\\1", expected a regular expression without back references and recursion, which AWS WAF does not support',
    ],
  ],
  ["an open bracket", { blockedAgents: ["(bot"] }, ['firewall.blockedAgents[0]: got "(bot", expected a valid regular expression']],
  [
    "an expression that everyone matches",
    { blockedAgents: [".*"] },
    ['firewall.blockedAgents[0]: got ".*", expected a regular expression that does not match every request'],
  ],
  [
    "two exceptions of the same name",
    { scanners: [party], monitors: [party] },
    ['firewall.monitors[0].name: got "Example Scans", expected a name that is not listed already'],
  ],
  [
    "an exception that has ended",
    { scanners: [{ ...party, until: "2026-11-05" }] },
    [
      'firewall.scanners[0].until: got "2026-11-05", expected 2026-11-20 or later: it ended on 2026-11-05, more than 14 days ago; renew the exception, or remove it',
    ],
  ],
  [
    "an exception without an end",
    { monitors: [{ ...party, until: undefined }] },
    ['firewall.monitors[0].until: missing; expected a day in quotes such as "2027-03-31", or permanent'],
  ],
  [
    "a scanner of half the internet",
    { scanners: [{ ...party, addresses: ["198.0.0.0/8"] }] },
    ['firewall.scanners[0].addresses[0]: got "198.0.0.0/8", expected a block of /20 or smaller, with the party\'s own addresses only'],
  ],
  [
    "a rule that counts in production",
    { actions: { core: "count" } },
    ['firewall.actions.core: got "count", expected block in prod, or { action: count, reason, until } for a trial'],
  ],
  [
    "a trial that has ended",
    { actions: { markup: { ...trial, until: "2026-01-31" } } },
    [
      'firewall.actions.markup.until: got "2026-01-31", expected 2026-11-20 or later: it ended on 2026-01-31, more than 14 days ago; renew the exception, or remove it',
    ],
  ],
  [
    "a puzzle where none can be solved",
    { actions: { core: "captcha" } },
    ['firewall.actions.core: got "captcha", expected block, count, or { action: count, reason, until }'],
  ],
  [
    "a rate below AWS's least, over a time that it does not know",
    { rates: { login: { requests: 6, seconds: 90 } } },
    [
      "firewall.rates.login.requests: got 6, expected a whole number from 10 to 2000000000 (requests)",
      "firewall.rates.login.seconds: got 90, expected 60, 120, 300 or 600 seconds (AWS WAF)",
    ],
  ],
  [
    "more capacity than is in the price",
    { groups: { linux: true } },
    [
      expect.stringMatching(
        /^firewall: got rules of 16\d\d WCU \(core 700, known-bad-inputs 200, sqli 200, linux 200, bot-control \d+, anonymous-ip \d+ …\), expected at most 1500: remove groups or lists, or raise firewall\.capacity, for which AWS charges above 1500$/,
      ),
    ],
  ],
];

describe("the firewall's settings", () => {
  test.each(wrong)("with %s are refused", (_what, firewall, faults) => {
    expect(faultsOf(firewall)).toEqual(faults);
  });

  test("with a rule that does not exist name those that do", () => {
    expect(faultsOf({ actions: { "login-rat": "block" } })).toEqual([
      expect.stringMatching(
        /^firewall\.actions\.login-rat: unknown key, expected login-rate or another of guard, blocked-addresses, .*, order-token$/,
      ),
    ]);
  });

  test("with a key of earlier versions say what to do", () => {
    expect(faultsOf({ admin: { path: "office" } })).toEqual([
      "firewall.admin.path: removed, since X-Cart's administration is always at /admin/; delete this line",
    ]);
  });

  test("name every fault at once", () => {
    expect(faultsOf({ scanners: [{ ...party, until: "2020-01-01" }], actions: { core: "count" }, groups: { linux: true } })).toHaveLength(
      3,
    );
  });
});

const right: [what: string, firewall: unknown][] = [
  ["nothing said", {}],
  ["an API for a warehouse", { api: { addresses: ["203.0.113.0/26"], reason: "The warehouse's program" } }],
  [
    "integrations, networks and orders of one's own",
    {
      integrations: [
        { name: "CloudSearch", targets: ["cloud_search_api"], reason: "X-Cart's search reads the catalogue" },
        { name: "ShipStation", targets: ["api"], addresses: ["203.0.113.0/26"], reason: "Fetches orders to ship", until: "permanent" },
      ],
      blockedAsns: [64500],
      orderActions: ["pay_now"],
    },
  ],
  ["an exception on its last day", { scanners: [{ ...party, until: today }] }],
  ["a trial in production", { actions: { core: trial } }],
  ["the Linux group and the capacity for it", { groups: { linux: true }, capacity: 2000 }],
  ["an escaped bracket that looks like look-around", { blockedAgents: ["\\(?=a"] }],
  ["a blocked address within the staff's", { admin: { addresses: ["203.0.113.0/26"] }, blockedAddresses: ["203.0.113.9/32"] }],
  ["an administration of its own name", { admin: { host: "office.example.com" } }],
  [
    "more than fifty countries",
    {
      countries: {
        allow:
          "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK US CA AU NZ JP KR SG HK TW IL AE ZA BR MX AR CL CO PE UY".split(
            " ",
          ),
      },
    },
  ],
];

test.each(right)("with %s the firewall's settings are accepted", (_what, firewall) => {
  expect(faultsOf(firewall, { ...prod, aliases: ["office.example.com"] })).toEqual([]);
});

test("outside production a rule may count for no reason", () => {
  expect(faultsOf({ actions: { core: "count" } }, dev, "shop-dev")).toEqual([]);
});

test("what is switched off or tried out is listed", () => {
  const firewall = {
    api: { open: true, reason: "Partners of no fixed address" },
    integrations: [{ name: "CloudSearch", targets: ["cloud_search_api"], reason: "X-Cart's search reads the catalogue" }],
    admin: { staffOnly: { relaxedBecause: "Staff have no fixed addresses" } },
    actions: { core: trial },
  };
  const { settings } = parseSettings("shop-prod", { ...watched, firewall }, today);
  expect(settings && "firewall" in settings ? relaxations(settings) : []).toEqual([
    "firewall.admin.staffOnly: Staff have no fixed addresses",
    "firewall.api: open to everyone: Partners of no fixed address",
    "firewall.integrations[0]: CloudSearch from anywhere, cloud_search_api: X-Cart's search reads the catalogue",
    "firewall.actions.core: counts until 2026-12-01: Reviews are refused, SHOP-1",
  ]);
});

describe("token domains", () => {
  test("cover the names below them", () => {
    expect(tokenDomains(["shop.example.com", "www.shop.example.com", "shop.example.org"], "example.com", 10)).toEqual([
      "shop.example.com",
      "shop.example.org",
    ]);
  });

  test("beyond AWS's ten are the zone", () => {
    const names = Array.from({ length: 11 }, (_, i) => `shop${i}.example.com`);
    expect(tokenDomains(names, "example.com", 10)).toEqual(["example.com"]);
  });
});
