import { describe, expect, test } from "@jest/globals";
import { countryCodes } from "../../domain/defaults/countries.ts";
import { faultsOf, prod } from "./settings-fixture.ts";

const faults = (firewall: object) => faultsOf({ ...prod, firewall: { capacity: 2000, ...firewall } });
const staff = { addresses: ["203.0.113.0/26"] };

describe("paths that ordinary requests have are refused", () => {
  test.each([
    ["/", "the home page, categories, products and 12 more"],
    [".", "the home page, categories, products and 12 more"],
    ["^/$", "the home page, the cart, the checkout, calls of payment providers"],
    ["^/[a-z0-9-]+$", "products"],
    ["(?i)[.]HTML?$", "products whose addresses end in .html"],
    ["^/[^/]+/", "categories, styles, scripts and 6 more"],
    ["\\.js$", "scripts"],
    ["(?i)\\.(?:png|jpe?g|gif)$", "pictures, resized pictures"],
    ["^/images", "pictures"],
    ["(?i)admin", "the administration"],
    ["oauth2", "the return from the sign-in"],
  ])("%s", (text, lost) => {
    const [only, ...others] = faults({ blockedPaths: ["^/blog", text] });
    expect(only).toMatch(
      `firewall.blockedPaths[1]: got ${JSON.stringify(text)}, expected an expression that matches no ordinary request: it blocks `,
    );
    expect(only).toContain(`it blocks ${lost}; `);
    expect(others).toEqual([]);
  });

  test("with how many of them", () => {
    expect(faults({ blockedPaths: ["/"] })).toEqual([expect.stringMatching(/; (\d{3}) of \1 recorded requests of shoppers in all$/)]);
  });
});

test("paths that a shop may do without are not", () => {
  const blockedPaths = [
    "^/blog",
    "^/cart\\.php$",
    "(?i)^/+api(?:/|$)",
    "(?i)chest",
    "^/fashion/",
    "\\.xml$",
    "^/files/",
    "^/service\\.php",
  ];
  expect(faults({ blockedPaths })).toEqual([]);
});

describe("user agents that browsers and payment providers have are refused", () => {
  test.each([
    [".", "Chrome, Edge, Firefox and 21 more"],
    ["Mozilla", "Chrome, Edge, Firefox and 10 more"],
    ["Mozilla/5\\.0", "Chrome, Edge, Firefox and 9 more"],
    ["AppleWebKit/537\\.36", "Chrome, Edge, Opera and 3 more"],
    ["Windows NT 10\\.0", "Chrome, Edge, Opera"],
    ["Chrome/1[0-9][0-9]\\.", "Chrome, Edge, Opera and 3 more"],
    ["(?i)firefox", "Firefox, Firefox on phones"],
    ["iPhone", "Safari on phones, Chrome on iPhones, Instagram's browser"],
    ["(?i)instagram", "Instagram's browser"],
    ["(?i)mobile", "Safari on phones, Samsung's browser, Chrome on iPhones and 4 more"],
    ["(?i)stripe", "Stripe, Stripe from a blocked country, Stripe with a long message"],
    ["^Java/", "a provider that adds `tax`, a provider that adds `t`, a provider with dots and lists"],
  ])("%s", (text, lost) => {
    expect(faults({ blockedAgents: [text] })).toEqual([
      `firewall.blockedAgents[0]: got ${JSON.stringify(text)}, expected an expression that matches no shopper's browser and no payment provider: it blocks ${lost}`,
    ]);
  });
});

test("user agents of programs, and of browsers of old, are not", () => {
  expect(faults({ blockedAgents: ["(?i)python-requests", "(?i)bot\\b", "Chrome/131\\.", "MSIE", "(?i)curl|wget", "ShipStation"] })).toEqual(
    [],
  );
});

describe("countries", () => {
  test.each([
    ["all of them", { block: [...countryCodes] }, "block"],
    ["all but where no one lives", { block: countryCodes.filter((code) => code !== "AQ") }, "block"],
    ["only where no one lives", { allow: ["AQ", "BV"] }, "allow"],
  ])("%s: no one could come", (_what, countries, key) => {
    expect(faults({ countries })).toEqual([
      expect.stringMatching(new RegExp(`^firewall.countries.${key}: got .*, expected at least one inhabited country that is not blocked`)),
    ]);
  });

  test.each([{ allow: ["DE"] }, { block: countryCodes.filter((code) => code !== "DE") }, { block: ["RU"] }])("%j", (countries) => {
    expect(faults({ countries })).toEqual([]);
  });
});

describe("addresses", () => {
  const most = "expected at most an eighth of the internet: these block";

  test.each([
    ["half the internet", ["128.0.0.0/1"], "50 % of all IPv4 addresses"],
    ["in several blocks", ["4.0.0.0/6", "8.0.0.0/5", "16.0.0.0/4", "32.0.0.0/5"], "14 % of all IPv4 addresses"],
    ["all the internet, without a /0", ["0.0.0.0/1", "128.0.0.0/1"], "100 % of all IPv4 addresses"],
    ["all of IPv6, without a /0", ["::/1", "8000::/1"], "100 % of all IPv6 addresses"],
    ["a region of IPv6", ["2600::/12"], "16 % of all IPv6 addresses"],
  ])("%s", (_what, blockedAddresses, share) => {
    expect(faults({ blockedAddresses })).toEqual([
      expect.stringMatching(new RegExp(`^firewall.blockedAddresses: got .*, ${most} ${share}$`)),
    ]);
  });

  test("the same block twice, or one in another, counts once", () => {
    expect(faults({ blockedAddresses: ["16.0.0.0/4", "16.0.0.0/5", "24.0.0.0/5", "20.0.0.0/8"] })).toEqual([]);
  });

  test("attackers' networks are fine", () => {
    expect(faults({ blockedAddresses: ["198.51.100.0/24", "45.0.0.0/8", "2001:db8::/32"], admin: staff })).toEqual([]);
  });

  test("two halves of the staff's network", () => {
    expect(faults({ blockedAddresses: ["203.0.113.0/27", "203.0.113.32/27"], admin: staff })).toEqual([
      'firewall.admin.addresses[0]: got "203.0.113.0/26", expected addresses that the blocks of firewall.blockedAddresses together do not block',
    ]);
    expect(faults({ blockedAddresses: ["203.0.113.0/27"], admin: staff })).toEqual([]);
  });
});

describe("no rule refuses the pages of the checkout, or everyone's orders and logins", () => {
  test.each(["form-page", "order-token", "order-store-rate", "login-store-rate"])("%s", (name) => {
    expect(faults({ actions: { [name]: "block" } })).toEqual([
      `firewall.actions.${name}: got "block", expected challenge, captcha, count, or { action: count, reason, until }`,
    ]);
  });
});

describe("declined payments", () => {
  test("of an address are not more than the whole store's, in no longer time", () => {
    expect(faults({ declines: { store: { declines: 10 }, address: { declines: 11 } } })).toEqual([
      "firewall.declines.address.declines: got 11, expected at most firewall.declines.store.declines, which is 10, since otherwise the store's limit is reached first",
    ]);
  });

  test.each([
    { store: { declines: 10 }, address: { declines: 10 } },
    { store: { declines: 10 }, address: { declines: 11, windowSeconds: 3600 } },
  ])("may be as many, or more in a longer time", (declines) => {
    expect(faults({ declines })).toEqual([]);
  });
});

describe("rates", () => {
  test("that a visit goes over", () => {
    expect(faults({ rates: { total: { requests: 30, seconds: 60 }, checkout: { requests: 60 } } })).toEqual([
      "firewall.rates.total.requests: got 30, expected at least 48 in 60 seconds, which the first three pages of a visit take",
      "firewall.rates.checkout.requests: got 60, expected at least 80 in 300 seconds, since the checkout saves each field of an address",
    ]);
  });

  test("that it does not", () => {
    expect(faults({ rates: { total: { requests: 100, seconds: 60 }, checkout: { requests: 20, seconds: 60 } } })).toEqual([]);
  });
});
