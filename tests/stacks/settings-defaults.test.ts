import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { account, dev, faultsOf, prod } from "./settings-fixture.ts";

/** What every store has that says nothing else. */
const everywhere = {
  kind: "store",
  region: "us-east-1",
  domain: "shop.example.com",
  aliases: [],
  dns: { zone: "example.com", createZone: false, delegations: [] },
  xcart: { line: "5.6" },
  contacts: ["operations@example.com"],
  payments: { hosts: [] },
  pci: {},
  costs: {},
  account: {},
  files: { throughput: "elastic" },
  // What the load balancer is made of by default is asserted where it is made.
  edge: expect.any(Object),
  firewall: {
    admin: { staffOnly: true },
    api: {},
    integrations: [],
    orderActions: [],
    blockedAsns: [],
    scanners: [],
    monitors: [],
    blockedAddresses: [],
    blockedAgents: [],
    blockedPaths: [],
    countries: {},
    bots: { level: "common", aiCrawlers: "block" },
    groups: { linux: false, antiDdos: false, php: false, accountTakeover: false, accountCreation: false },
    rates: {
      login: { requests: 10, seconds: 120 },
      account: { requests: 10, seconds: 300 },
      order: { requests: 10, seconds: 300 },
      loginStore: { requests: 600, seconds: 300 },
      orderStore: { requests: 300, seconds: 300 },
      orderSession: { requests: 10, seconds: 600 },
      checkout: { requests: 150, seconds: 300 },
      search: { requests: 100, seconds: 300 },
      aiCrawler: { requests: 100, seconds: 300 },
      total: { requests: 2000, seconds: 300 },
    },
    declines: { store: { declines: 30, windowSeconds: 600 }, address: { declines: 5, windowSeconds: 600 } },
    actions: {},
    capacity: 1500,
  },
  loginGuard: {
    address: { attempts: 6, windowSeconds: 120, blockSeconds: 120, repeated: { attempts: 20, windowSeconds: 3600, blockSeconds: 3600 } },
    account: { attempts: 6, windowSeconds: 120, blockSeconds: 120, repeated: { attempts: 20, windowSeconds: 3600, blockSeconds: 3600 } },
    staff: { attempts: 10, windowSeconds: 86400, blockSeconds: 1800 },
    store: { attempts: 300, windowSeconds: 600 },
    neverBlock: [],
    administrators: ["operations@example.com"],
    attackBlocks: 20,
  },
  canary: {
    walk: "store",
    everyMinutes: 5,
    slowSeconds: 10,
    home: "/",
    cart: "/?target=cart",
    login: "/?target=login",
    checkout: "/?target=checkout",
    texts: {},
  },
  paymentPage: {
    watched: true,
    file: "payment-page.yaml",
    everyMinutes: 60,
    visits: 3,
    home: "/",
    shopper: { language: "en-US", timeZone: "America/New_York", country: "US" },
    testForms: [],
    csp: { mode: "report", shoppers: 3, ignore: [] },
  },
  alarms: { latencySeconds: 3, errorsPerFiveMinutes: 10, blockedPerFiveMinutes: 2000 },
  logRetentionDays: 400,
  waivers: [],
  allowReplacement: [],
  store: "shop",
};
const certificate = {
  authorities: [{ name: "letsencrypt" }],
  keyType: "ecdsa-p256",
  names: [],
  delegations: [],
  caa: true,
  alsoAdmitted: [],
};
const staff = [{ email: "operations@example.com", role: "administrator" }];
const noSignIn = { provider: "none", staff, sessionMinutes: 480 };
const network = { cidr: "10.20.0.0/16", egress: "dns-firewall", allowedHosts: [], dnsQueryLog: false };
const database = { backupWindow: "00:00-01:00", requireTls: true, passwordDays: 30 };
const backup = {
  start: "06:00",
  timeZone: "UTC",
  completeWithinHours: 8,
  copyRegion: "us-west-2",
  breakGlassRole: "break-glass",
};
const lock = { mode: "governance", changeableForDays: 7, minimumDays: 7 };
const restoreTest = { day: "tue", start: "09:00", maximumRestoreMinutes: 240, maximumDataLossHours: 26 };
/** What is kept outside production. */
const keptShortly = { dailyDays: 35, weeklyDays: 0, monthlyDays: 0, coldAfterDays: 0 };
const cache = { snapshotWindow: "01:00-02:00", passwordGeneration: 1 };
const web = { image: "latest", volumeGiB: 30, bodyMiB: { standard: 2, uploads: 64 } };
const mail = {
  domain: "shop.example.com",
  from: "noreply@shop.example.com",
  identity: true,
  dmarc: { policy: "quarantine" },
  listedOnly: true,
  listed: [],
};
const patching = { window: "sun 03:00", timezone: "UTC", duration: 3, soak: 0, freeze: [] };

test("a production store has standby, replica, two nodes, three zones and protection by default", () => {
  expect(parseSettings("shop-prod", prod).settings).toEqual({
    ...everywhere,
    stack: "shop-prod",
    environment: "prod",
    protection: true,
    functions: { reserve: true },
    certificate: { ...certificate, staging: false },
    mail,
    adminSignIn: { provider: "cognito", staff, sessionMinutes: 480 },
    network: { ...network, zones: 3, nat: "per-zone", endpointZones: 3 },
    database: {
      ...database,
      instanceClass: "db.m7g.large",
      storageGiB: 100,
      maximumStorageGiB: 500,
      multiAz: true,
    },
    cache: { ...cache, nodeType: "cache.t4g.medium", sessionsNodeType: "cache.t4g.small", replicas: 1 },
    backup: {
      ...backup,
      keep: { continuousDays: 35, dailyDays: 35, weeklyDays: 90, monthlyDays: 400, coldAfterDays: 30 },
      lock: { ...lock, maximumDays: 400 },
      restoreTest: { ...restoreTest, every: "week" },
    },
    web: { ...web, malwareScan: true, instanceType: "m7g.large", minimum: 2, maximum: 8 },
    patching: { ...patching, soak: 3, stagingParameter: "/shop-staging/patching/state" },
  });
});

test("a staging store is protected and small by default", () => {
  expect(parseSettings("shop-staging", { ...prod, environment: "staging" }).settings).toEqual({
    ...everywhere,
    stack: "shop-staging",
    environment: "staging",
    protection: true,
    functions: { reserve: false },
    certificate: { ...certificate, staging: true },
    mail,
    adminSignIn: noSignIn,
    paymentPage: { ...everywhere.paymentPage, watched: false },
    network: { ...network, zones: 2, nat: "single", endpointZones: 1 },
    database: {
      ...database,
      instanceClass: "db.t4g.medium",
      storageGiB: 50,
      maximumStorageGiB: 250,
      multiAz: false,
    },
    cache: { ...cache, nodeType: "cache.t4g.small", sessionsNodeType: "cache.t4g.small", replicas: 0 },
    backup: {
      ...backup,
      keep: { ...keptShortly, continuousDays: 14 },
      lock: { ...lock, maximumDays: 35 },
      restoreTest: { ...restoreTest, every: "month" },
    },
    web: { ...web, malwareScan: false, instanceType: "t4g.medium", minimum: 1, maximum: 3 },
    patching,
  });
});

test("a development store can be deleted and is smallest by default", () => {
  expect(parseSettings("shop-dev", dev).settings).toEqual({
    ...everywhere,
    stack: "shop-dev",
    environment: "dev",
    protection: false,
    functions: { reserve: false },
    certificate: { ...certificate, staging: true },
    mail,
    adminSignIn: noSignIn,
    paymentPage: { ...everywhere.paymentPage, watched: false },
    network: { ...network, zones: 2, nat: "single", endpointZones: 1 },
    database: {
      ...database,
      instanceClass: "db.t4g.medium",
      storageGiB: 20,
      maximumStorageGiB: 100,
      multiAz: false,
    },
    cache: { ...cache, nodeType: "cache.t4g.micro", sessionsNodeType: "cache.t4g.micro", replicas: 0 },
    backup: {
      ...backup,
      keep: { ...keptShortly, continuousDays: 7 },
      lock: { ...lock, maximumDays: 35 },
      restoreTest: { ...restoreTest, every: "month" },
    },
    web: { ...web, malwareScan: false, instanceType: "t4g.small", minimum: 1, maximum: 2 },
    patching,
  });
});

test("an account is home, keeps its logs for 400 days, locked, and records and mails what is bad, by default", () => {
  expect(parseSettings("shops-account", account).settings).toMatchObject({
    ...account,
    stack: "shops-account",
    home: true,
    logArchive: { retentionDays: 400, lock: "governance" },
    logRetentionDays: 400,
    trail: { objectEvents: true, functionEvents: true, insights: true, expectedRoles: [], refusedCalls: 20, failedSignIns: 5 },
    config: { aggregate: false },
    detection: { leastSeverity: "high", macie: false, suppressions: [] },
    waivers: [],
    allowReplacement: [],
  });
});

test("what is written goes before what the environment brings, false and 0 included", () => {
  const { settings } = parseSettings("shop-staging", { ...prod, environment: "staging", protection: false, cache: { replicas: 2 } });
  expect(settings).toMatchObject({ protection: false, cache: { replicas: 2, nodeType: "cache.t4g.small" } });
});

test("a default follows what it depends on", () => {
  const { settings } = parseSettings("shop-prod", {
    ...prod,
    region: "us-west-1",
    database: { storageGiB: 20000 },
    backup: { keep: { monthlyDays: 0 } },
    web: { minimum: 10 },
  });
  expect(settings).toMatchObject({
    network: { zones: 2, endpointZones: 2 },
    database: { maximumStorageGiB: 65536 },
    backup: { copyRegion: "us-west-2", keep: { coldAfterDays: 0 }, lock: { maximumDays: 90 } },
    web: { minimum: 10, maximum: 10 },
  });
});

test("what is done each day is done around the patch window, in its time zone", () => {
  const { settings } = parseSettings("shop-prod", {
    ...prod,
    patching: { window: "thu 02:30", timezone: "America/New_York", duration: 4 },
  });
  expect(settings).toMatchObject({
    // It opens at 06:30 UTC in summer and at 07:30 in winter.
    database: { backupWindow: "03:30-04:30" },
    cache: { snapshotWindow: "04:30-05:30" },
    backup: { start: "07:30", timeZone: "America/New_York" },
  });
});

test("each relaxed safeguard is listed with its reason", () => {
  const relaxed = { ...prod, database: { requireTls: { relaxedBecause: "  the ERP's driver has no TLS  " } } };
  const emergency = { until: "2026-12-04", reason: "a hole in the kernel" };
  const freeze = [{ from: "2026-12-01", to: "2026-12-10", reason: "Christmas sale" }];
  const listed = [prod, relaxed, { ...prod, patching: { freeze, emergency } }].map((raw) => {
    const { settings } = parseSettings("shop-prod", raw, "2026-12-02");
    return settings?.kind === "store" ? relaxations(settings).filter((line) => !line.startsWith("paymentPage: ")) : "no store";
  });
  expect(listed).toEqual([
    [],
    ["database.requireTls: the ERP's driver has no TLS"],
    ["patching.freeze: windows open although frozen, through 2026-12-04: a hole in the kernel"],
  ]);
});

const folder = new URL("../../stacks/", import.meta.url);
const files = readdirSync(folder).filter((file) => /^Pulumi\..+\.yaml$/.test(file));

test.each(files)("the committed %s has no faults", (file) => {
  const content = parse(readFileSync(new URL(file, folder), "utf8"));
  expect(faultsOf(content.config["xcart-hosting:settings"], file.split(".")[1])).toEqual([]);
});
