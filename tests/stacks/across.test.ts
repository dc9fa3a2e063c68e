import { describe, expect, test } from "@jest/globals";
import { acrossFaults } from "../../stacks/settings/across.ts";
import { account, faultsOf, prod } from "./settings-fixture.ts";

const from = new Date("2026-11-22T12:00:00Z");
type Files = Readonly<Record<string, unknown>>;

/** What is wrong with one stack among files. */
const faults = (files: Files, stack: string) =>
  acrossFaults(stack, files[stack], { stacks: Object.keys(files), settingsOf: (name) => files[name] }, from);
/** What is wrong with each stack among files, by its name; those in order left out. */
const allFaults = (files: Files) =>
  Object.fromEntries(Object.keys(files).flatMap((stack) => (faults(files, stack).length > 0 ? [[stack, faults(files, stack)]] : [])));

const store = (environment: string, domain: string, dns: object, more: object = {}) => ({
  ...prod,
  environment,
  domain,
  dns,
  patching: { soak: 0 },
  ...more,
});
/** A store that creates a zone of its domain's name. */
const creates = (environment: string, domain: string, delegations: readonly object[] = [], more: object = {}) =>
  store(environment, domain, { zone: domain, createZone: true, delegations }, more);

describe("a zone above another stack's", () => {
  const dev = creates("dev", "dev.shop.example.com");

  test("delegates it, or is told by which line", () => {
    expect(allFaults({ "shop-dev": dev, "shop-prod": creates("prod", "shop.example.com") })).toEqual({
      "shop-prod": [
        "dns.delegations: missing; expected { zone: dev.shop.example.com, stack: shop-dev }, since without it the names of shop-dev do not resolve once shop.example.com is delegated",
      ],
    });
    const told = creates("prod", "shop.example.com", [{ zone: "dev.shop.example.com", stack: "shop-dev" }]);
    const byHand = creates("prod", "shop.example.com", [
      { zone: "dev.shop.example.com", nameServers: ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"] },
    ]);
    expect([told, byHand].map((one) => allFaults({ "shop-dev": dev, "shop-prod": one }))).toEqual([{}, {}]);
  });

  test("is also one of another store's, and only the closest has to", () => {
    const files = { "shop-dev": dev, "shop-prod": creates("prod", "shop.example.com"), "all-prod": creates("prod", "example.com") };
    expect(allFaults(files)).toEqual({
      "shop-prod": [expect.stringContaining("{ zone: dev.shop.example.com, stack: shop-dev }")],
      "all-prod": [expect.stringContaining("{ zone: shop.example.com, stack: shop-prod }")],
    });
  });

  test("that is there already delegates what no one knows here; one beside it is not above", () => {
    const files = (dns: object) => ({ "shop-dev": dev, "shop-prod": store("prod", "shop.example.com", dns) });
    expect(allFaults(files({ zone: "shop.example.com" }))).toEqual({});
    expect(allFaults({ "shop-dev": creates("dev", "dev-shop.example.com"), "shop-prod": creates("prod", "shop.example.com") })).toEqual({});
  });

  test("names the stack that creates the zone, which has a file", () => {
    const named = (stack: string) => {
      const one = creates("prod", "shop.example.com", [{ zone: "dev.shop.example.com", stack }]);
      return faults({ "shop-dev": dev, "shop-prod": one, "b-dev": store("dev", "b.example.net", { zone: "example.net" }) }, "shop-prod");
    };
    expect([named("shop-dve"), named("b-dev"), named("shop-prod")].map((sentences) => sentences.at(-1))).toEqual([
      'dns.delegations[0].stack: got "shop-dve", expected a store\'s stack of this folder: shop-dev creates dev.shop.example.com',
      'dns.delegations[0].stack: got "b-dev", expected the stack that creates dev.shop.example.com: b-dev creates none (dns.createZone)',
      'dns.delegations[0].stack: got "shop-prod", expected another stack: shop-dev creates dev.shop.example.com',
    ]);
  });

  test("takes the names below it out of the zone above", () => {
    const shared = store("dev", "www.dev.shop.example.com", { zone: "shop.example.com" });
    const above = creates("prod", "shop.example.com", [{ zone: "dev.shop.example.com", stack: "shop-staging" }]);
    expect(faults({ "shop-dev": shared, "shop-staging": { ...dev, environment: "staging" }, "shop-prod": above }, "shop-dev")).toEqual([
      'domain: got "www.dev.shop.example.com", expected a name that is not below dev.shop.example.com, the zone of shop-staging',
    ]);
  });
});

test("two stacks create no zone together, and share no name but by certificate.names", () => {
  const one = creates("prod", "shop.example.com");
  expect(allFaults({ "a-prod": one, "b-prod": one })).toEqual(
    Object.fromEntries(
      [
        ["a-prod", "b-prod"],
        ["b-prod", "a-prod"],
      ].map(([stack, other]) => [
        stack,
        [
          `domain: got "shop.example.com", expected a name that no other store has: it is domain of ${other} too`,
          `dns.zone: got "shop.example.com", expected a zone that ${other} does not create too, since only one of the two is found, or dns.createZone: false`,
        ],
      ]),
    ),
  );
  const zone = { zone: "example.com" };
  const live = store("prod", "shop.example.com", zone, { aliases: ["www.shop.example.com"] });
  const www = store("prod", "www.shop.example.com", zone);
  const moving = store("prod", "new.example.com", zone, { certificate: { names: ["shop.example.com"] } });
  expect(faults({ "a-prod": live, "b-prod": www }, "b-prod")).toEqual([
    'domain: got "www.shop.example.com", expected a name that no other store has: it is aliases[0] of a-prod too',
  ]);
  expect(allFaults({ "a-prod": live, "b-prod": moving })).toEqual({});
});

describe("a store's account stack", () => {
  const named = (more: object, files: Files) => faults({ "shop-dev": { ...prod, environment: "dev", ...more }, ...files }, "shop-dev");
  const shops = { ...account, accountId: "111111111111" };

  test("is there, of the same account and in the same Region", () => {
    const settings = { account: { stack: "shops-account" }, accountId: "111111111111" };
    expect(named(settings, { "shops-account": shops })).toEqual([]);
    expect(named({ ...settings, region: "eu-west-1", accountId: "222222222222" }, { "shops-account": shops })).toEqual([
      'account.stack: got "shops-account", expected an account stack in eu-west-1: shops-account is in us-east-1, and each Region has its own',
      'account.stack: got "shops-account", expected an account stack of the account 222222222222: shops-account is in 111111111111',
    ]);
    expect(named({ account: { stack: "typo-account" } }, { "shops-account": shops })).toEqual([
      'account.stack: got "typo-account", expected an account stack of this folder: shops-account; or account.logArchiveArn',
    ]);
    expect(named({ account: { stack: "shops-account" } }, { "shops-account": null })).toEqual([
      'account.stack: got "shops-account", expected an account stack whose file can be read: npx store check shops-account says what is wrong',
    ]);
    expect(named({ account: { stack: "shops-account" } }, { "shops-account": { ...prod, domain: "other.example.com" } })).toEqual([
      'account.stack: got "shops-account", expected a stack of kind account',
    ]);
  });

  test("makes the boundary that the store names", () => {
    const bounded = { account: { stack: "shops-account", permissionsBoundary: "shops-account-boundary-shop-dev" } };
    const deploying = (stack: string) => ({
      ...shops,
      ci: {
        deploy: [{ stack, plan: [`repo:shops/hosting:environment:${stack}-plan`], subjects: [`repo:shops/hosting:environment:${stack}`] }],
      },
    });
    expect(named(bounded, { "shops-account": deploying("shop-dev") })).toEqual([]);
    expect([shops, deploying("shop-prod")].map((one) => named(bounded, { "shops-account": one }))).toEqual(
      Array(2).fill([
        'account.permissionsBoundary: got "shops-account-boundary-shop-dev", expected an entry { stack: shop-dev, … } in ci.deploy of shops-account, which makes this boundary',
      ]),
    );
    expect(named({ account: { stack: "shops-account", permissionsBoundary: "company-boundary" } }, { "shops-account": shops })).toEqual([]);
  });
});

test("all faults of files beside each other come at once, also those of settings that are wrong elsewhere", () => {
  const wrong = { ...creates("prod", "shop.example.com"), patching: {}, contacts: ["nobody"], account: { stack: "no-account" } };
  expect(faults({ "shop-prod": wrong, "b-prod": store("prod", "shop.example.com", { zone: "example.com" }) }, "shop-prod")).toEqual([
    expect.stringContaining("domain: got"),
    expect.stringContaining("account.stack: got"),
    expect.stringContaining("patching.soak: got"),
  ]);
});

describe("zones below the store's own", () => {
  const told = (delegations: unknown, more: object = {}) =>
    faultsOf({ ...prod, dns: { zone: "example.com", createZone: true, delegations }, ...more });

  test("are below it, once each, by a stack or by name servers that can be found", () => {
    const nameServers = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];
    expect(told([{ zone: "dev.example.com", stack: "shop-dev" }])).toEqual([]);
    expect(told([{ zone: "dev.example.com", nameServers, ds: [`2371 13 2 ${"ab".repeat(32)}`] }])).toEqual([]);
    expect(
      told([
        { zone: "example.com", nameServers },
        { zone: "dev.example.com", nameServers, stack: "shop-dev" },
        { zone: "dev.example.com" },
        { zone: "a.dev.example.com", nameServers: ["ns.a.dev.example.com", "ns.a.dev.example.com"] },
      ]),
    ).toEqual([
      'dns.delegations[0].zone: got "example.com", expected a zone below example.com (dns.zone)',
      expect.stringMatching(/^dns.delegations\[1\]: got .*, expected either the stack that creates the zone, or its nameServers$/),
      'dns.delegations[2].zone: got "dev.example.com", expected a zone that is not listed already',
      expect.stringMatching(/^dns.delegations\[2\]: got .*, expected either/),
      expect.stringMatching(
        /^dns.delegations\[3\].zone: .* a zone that is not below dev.example.com, which is delegated: delegate it there/,
      ),
      expect.stringMatching(/^dns.delegations\[3\].nameServers: got "ns.a.dev.example.com"/),
      expect.stringMatching(/^dns.delegations\[3\].nameServers: .*each name server once$/),
    ]);
    expect(told([{ zone: "dev.example.com", nameServers, ds: ["12 not a digest"] }])).toEqual([
      expect.stringContaining("a DS record's value"),
    ]);
  });

  test("hold none of the store's own names", () => {
    const more = { aliases: ["www.dev.example.com"], certificate: { names: ["dev.example.com"] } };
    expect(told([{ zone: "dev.example.com", stack: "shop-dev" }], more)).toEqual(
      ["aliases[0]", "certificate.names[0]"].map((path) =>
        expect.stringMatching(
          new RegExp(`^${path.replace(/[[\]]/g, "\\$&")}: .* not below dev.example.com, which other name servers answer for`),
        ),
      ),
    );
  });
});

describe("the vault of another account that copies go to", () => {
  const shop = { stack: "shop-prod", accountId: "111111111111" };
  const vaults = (copies: object = { from: [shop] }) => ({ ...account, accountId: "222222222222", backupCopies: copies });
  const arn = (name: string, region = "us-east-1", of = "222222222222") => `arn:aws:backup:${region}:${of}:backup-vault:${name}`;
  const said = (copyVaultArn: string, there: object = vaults(), backup: object = {}, accountId = "111111111111") =>
    faults(
      { "shop-prod": { ...prod, accountId, patching: { soak: 0 }, backup: { copyVaultArn, ...backup } }, "vaults-account": there },
      "shop-prod",
    );

  test("is the one that its account's stack makes for this store", () => {
    expect(said(arn("vaults-account-shop-prod"))).toEqual([]);
    const expected = `expected ${arn("vaults-account-shop-prod")}, which vaults-account makes`;
    expect([said(arn("vaults-account-shop")), said(arn("vaults-account-shop-prod", "eu-west-1"))]).toEqual([
      [`backup.copyVaultArn: got "${arn("vaults-account-shop")}", ${expected}`],
      [`backup.copyVaultArn: got "${arn("vaults-account-shop-prod", "eu-west-1")}", ${expected}`],
    ]);
  });

  test("is made where that stack names the store, with its account", () => {
    const name = `expected an existing vault: add shop-prod to backupCopies.from of vaults-account`;
    expect(said(arn("vaults-account-shop-prod"), vaults({}))).toEqual([
      `backup.copyVaultArn: got "${arn("vaults-account-shop-prod")}", ${name}`,
    ]);
    expect(said(arn("vaults-account-shop-prod"), vaults(), {}, "333333333333")).toEqual([
      'accountId: got "333333333333", expected 111111111111, from which vaults-account takes copies of shop-prod (backupCopies.from)',
    ]);
  });

  test("takes what the store keeps, also what it keeps by its environment", () => {
    const lock = { minimumDays: 36, maximumDays: 365 };
    expect(said(arn("vaults-account-shop-prod"), vaults({ from: [shop], lock }))).toEqual(
      ["dailyDays: got 35", "monthlyDays: got 400"].map(
        (kept) => `backup.keep.${kept}, expected 36 to 365 days, the bounds of the vault in vaults-account (backupCopies.lock)`,
      ),
    );
    const shorter = { keep: { dailyDays: 40, monthlyDays: 0, coldAfterDays: 0 } };
    expect(said(arn("vaults-account-shop-prod"), vaults({ from: [shop], lock }), shorter)).toEqual([]);
  });

  test("is nothing that anyone here can judge where no file is of that account", () => {
    expect(said(arn("bunker", "us-east-1", "999999999999"))).toEqual([]);
  });
});
