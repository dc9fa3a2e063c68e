import { expect, test } from "@jest/globals";
import { account, dev, faultsOf, prod, regionList } from "./settings-fixture.ts";

const freeze = (from: string, to: string) => ({ from, to, reason: "Christmas season" });

const sunday = (zone: string, hours = 3) => `patching.window, sun 03:00 for ${hours} hours in ${zone}, and the hour before`;
const why = "a hole in the kernel";
const today = new Date().toISOString().slice(0, 10);

/** Each change of a production store's file that has the right shape, with all that is said about it. */
const wrong: [condition: string, change: Record<string, unknown>, faults: string[]][] = [
  [
    "a domain outside its zone",
    { domain: "shop.example.org" },
    ['domain: got "shop.example.org", expected a name in the zone example.com (dns.zone)'],
  ],
  [
    "a domain that only ends like its zone",
    { domain: "shopexample.com" },
    ['domain: got "shopexample.com", expected a name in the zone example.com (dns.zone)'],
  ],
  [
    "an alias outside the zone",
    { aliases: ["www.shop.example.com", "example.org"] },
    ['aliases[1]: got "example.org", expected a name in the zone example.com (dns.zone)'],
  ],
  [
    "an alias that is the domain",
    { aliases: ["shop.example.com"] },
    ['aliases[0]: got "shop.example.com", expected a name that is not there already'],
  ],
  [
    "an alias that is there twice",
    { aliases: ["www.example.com", "www.example.com"] },
    ['aliases[1]: got "www.example.com", expected a name that is not there already'],
  ],
  [
    "the id of a zone that is still to be made",
    { dns: { zone: "example.com", zoneId: "Z0123456789", createZone: true } },
    ['dns.zoneId: got "Z0123456789", expected no id where createZone is true: the zone is still to be made'],
  ],
  [
    "two places for the log archive",
    { account: { stack: "shops-account", logArchiveArn: "arn:aws:s3:::logs" } },
    ['account.logArchiveArn: got "arn:aws:s3:::logs", expected nothing beside account.stack, which names the archive already'],
  ],
  [
    "three zones in a Region of two",
    { region: "us-west-1", network: { zones: 3 } },
    ["network.zones: got 3, expected at most 2, which is what us-west-1 has"],
  ],
  [
    "endpoints in more zones than there are",
    { network: { zones: 2, endpointZones: 3 } },
    ["network.endpointZones: got 3, expected at most network.zones, 2"],
  ],
  [
    "a window in which clocks change",
    { patching: { window: "sun 01:30", timezone: "Europe/Berlin" } },
    ['patching.window: got "sun 01:30", expected a window in which the clocks of Europe/Berlin never change, as they do on 2027-03-28'],
  ],
  [
    "a window that the clocks of a day skip",
    { patching: { window: "sun 02:00", timezone: "America/New_York" } },
    ['patching.window: got "sun 02:00", expected a window in which the clocks of America/New_York never change, as they do on 2027-03-14'],
  ],
  [
    "a window that overlaps the backup",
    { database: { backupWindow: "05:30-06:00" } },
    [`database.backupWindow: got "05:30-06:00", expected a window in UTC that never overlaps ${sunday("UTC")}`],
  ],
  [
    "a backup in the hour before, which is the database's",
    { database: { backupWindow: "01:30-02:01" } },
    [`database.backupWindow: got "01:30-02:01", expected a window in UTC that never overlaps ${sunday("UTC")}`],
  ],
  [
    "a window that overlaps the snapshot in summer only",
    { patching: { timezone: "Europe/Berlin" }, cache: { snapshotWindow: "23:30-00:30" } },
    [`cache.snapshotWindow: got "23:30-00:30", expected a window in UTC that never overlaps ${sunday("Europe/Berlin")}`],
  ],
  [
    "a window over the week's end that runs into the backup",
    { patching: { window: "sun 23:00" }, database: { backupWindow: "01:30-02:00" } },
    [
      'database.backupWindow: got "01:30-02:00", expected a window in UTC that never overlaps patching.window, sun 23:00 for 3 hours in UTC, and the hour before',
    ],
  ],
  [
    "a window that leaves no time for backups",
    { patching: { duration: 24 } },
    [
      `database.backupWindow: got "00:00-01:00", expected a window in UTC that never overlaps ${sunday("UTC", 24)}`,
      `cache.snapshotWindow: got "01:00-02:00", expected a window in UTC that never overlaps ${sunday("UTC", 24)}`,
      `backup.start: got "03:00", expected a time in UTC whose next 120 minutes never overlap ${sunday("UTC", 24)}`,
    ],
  ],
  [
    "a backup of less than half an hour",
    { database: { backupWindow: "01:00-01:29" } },
    ['database.backupWindow: got "01:00-01:29", expected a window of at least 30 minutes'],
  ],
  [
    "a snapshot of less than an hour",
    { cache: { snapshotWindow: "01:00-01:59" } },
    ['cache.snapshotWindow: got "01:00-01:59", expected a window of at least 60 minutes'],
  ],
  [
    "a freeze that ends before it begins",
    { patching: { freeze: [freeze("2026-12-28", "2026-12-14")] } },
    ['patching.freeze[0].to: got "2026-12-14", expected a day on or after from, 2026-12-28'],
  ],
  [
    "freezes that share a day",
    { patching: { freeze: [freeze("2026-12-14", "2026-12-28"), freeze("2026-12-28", "2026-12-30")] } },
    ['patching.freeze[1]: got "2026-12-28 to 2026-12-30", expected days that patching.freeze[0] does not hold already'],
  ],
  [
    "a freeze of five Sundays",
    { patching: { freeze: [freeze("2026-11-23", "2026-12-27")] } },
    [
      "patching.freeze: got no unfrozen window between 2026-11-22 and 2027-01-03 (42 days), expected at most 30 from one window to the next (PCI DSS 6.3.3)",
    ],
  ],
  [
    "adjacent freezes of four Sundays",
    { patching: { freeze: [freeze("2026-12-06", "2026-12-13"), freeze("2026-12-14", "2026-12-27")] } },
    [
      "patching.freeze: got no unfrozen window between 2026-11-29 and 2027-01-03 (35 days), expected at most 30 from one window to the next (PCI DSS 6.3.3)",
    ],
  ],
  [
    "an emergency that ended",
    { patching: { freeze: [freeze("2020-12-07", "2020-12-20")], emergency: { reason: why, until: "2020-12-10" } } },
    [`patching.emergency.until: got "2020-12-10", expected today, ${today}, or a later day: what ended is taken out`],
  ],
  [
    "an emergency without a freeze",
    { patching: { emergency: { reason: why, until: "2099-12-10" } } },
    [
      `patching.emergency: got {"reason":"${why}","until":"2099-12-10"}, expected nothing, since no freeze of patching.freeze holds back a window until 2099-12-10`,
    ],
  ],
  [
    "an emergency before the freeze",
    { patching: { freeze: [freeze("2099-12-11", "2099-12-20")], emergency: { reason: why, until: "2099-12-10" } } },
    [
      `patching.emergency: got {"reason":"${why}","until":"2099-12-10"}, expected nothing, since no freeze of patching.freeze holds back a window until 2099-12-10`,
    ],
  ],
  [
    "a staging where nothing soaks",
    { patching: { soak: 0, stagingParameter: "/shop-staging/patching/state" } },
    [
      'patching.stagingParameter: got "/shop-staging/patching/state", expected nothing where patching.soak is 0: the newest image is taken at once',
    ],
  ],
  [
    "a staging in another Region",
    { patching: { stagingParameter: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop-staging/patching/state" } },
    [
      'patching.stagingParameter: got "arn:aws:ssm:eu-west-1:123456789012:parameter/shop-staging/patching/state", expected a parameter in us-east-1: images are a Region\'s own',
    ],
  ],
  [
    "its own parameter for staging's",
    { patching: { stagingParameter: "/shop-prod/patching/state" } },
    ['patching.stagingParameter: got "/shop-prod/patching/state", expected another stack\'s: images run there first'],
  ],
  [
    "less than a tenth for storage to grow",
    { database: { storageGiB: 100, maximumStorageGiB: 109 } },
    ["database.maximumStorageGiB: got 109, expected at least 110, a tenth more than storageGiB (RDS storage autoscaling)"],
  ],
  [
    "a database without Performance Insights",
    { database: { instanceClass: "db.t4g.small" } },
    ['database.instanceClass: got "db.t4g.small", expected db.t4g.medium or larger, since smaller ones have no Performance Insights'],
  ],
  [
    "production without protection",
    { protection: false },
    ["protection: got false, expected true in prod: what holds data cannot be deleted by mistake"],
  ],
  ["production on one node", { web: { minimum: 1 } }, ["web.minimum: got 1, expected at least 2 in prod, in two zones"]],
  ["fewer nodes at most than at least", { web: { maximum: 1 } }, ["web.maximum: got 1, expected at least web.minimum, 2"]],
  [
    "production without a standby",
    { database: { multiAz: false } },
    ["database.multiAz: got false, expected true in prod: a standby in a second zone"],
  ],
  ["production without a replica", { cache: { replicas: 0 } }, ["cache.replicas: got 0, expected at least 1 in prod, for the failover"]],
];

test.each(wrong)("with %s, the settings are refused", (_condition, change, faults) => {
  expect(faultsOf({ ...prod, ...change })).toEqual(faults);
});

/** What looks like one of the above, and is fine. */
const right: [condition: string, change: Record<string, unknown>][] = [
  ["a domain that is its zone", { domain: "example.com" }],
  ["a domain in Punycode", { domain: "xn--bcher-kva.example.com" }],
  ["the longest window that leaves time for backups", { patching: { duration: 19 } }],
  ["a window over the week's end", { patching: { window: "sun 23:30" } }],
  ["a window right after the clocks have changed", { patching: { window: "sun 03:00", timezone: "Europe/Berlin" } }],
  [
    "an emergency in a freeze",
    {
      patching: {
        freeze: [freeze("2020-12-07", "2020-12-20"), freeze("2099-12-07", "2099-12-10")],
        emergency: { reason: why, until: "2099-12-07" },
      },
    },
  ],
  [
    "a staging of another account",
    { patching: { stagingParameter: "arn:aws:ssm:us-east-1:123456789012:parameter/shop-staging/patching/state" } },
  ],
  ["a freeze of three Sundays", { patching: { freeze: [freeze("2026-12-07", "2026-12-27")] } }],
  ["a freeze of a day", { patching: { freeze: [freeze("2028-02-29", "2028-02-29")] } }],
  ["a tenth for storage to grow", { database: { storageGiB: 100, maximumStorageGiB: 110 } }],
  ["the largest storage", { database: { storageGiB: 59578 } }],
  ["the smallest block", { network: { cidr: "192.168.240.0/20" } }],
];

test.each(right)("with %s, the settings are accepted", (_condition, change) => {
  expect(faultsOf({ ...prod, ...change })).toEqual([]);
});

test("outside production, one node without standby, replica and protection is accepted", () => {
  const change = { protection: false, web: { minimum: 1 }, database: { multiAz: false }, cache: { replicas: 0 } };
  expect(faultsOf({ ...dev, ...change }, "shop-dev")).toEqual([]);
});

const form = (...endings: string[]) =>
  `${endings.map((ending) => `<name>-${ending}`).join(", ")}, of lower-case letters, digits and single hyphens, beginning with a letter`;

test.each(["shop", "shop-dev", "Shop-prod", "shop_1-prod", "1shop-prod", "shop--prod", "-prod", "shop-prod\n", ""])(
  "the name %j does not fit a production stack",
  (stack) => {
    expect(faultsOf(prod, stack)).toEqual([`stack name: got ${JSON.stringify(stack)}, expected ${form("prod")}`]);
  },
);

test("a stack name has at most 24 characters", () => {
  const long = "a-shop-of-many-words-prod";
  expect(faultsOf(prod, long)).toEqual([
    `stack name: got "${long}", expected at most 24 characters, since load balancers' names end at 32`,
  ]);
  expect(faultsOf(prod, "a-shop-of-many-word-prod")).toEqual([]);
});

test("the name of an account's stack ends in -account", () => {
  expect(faultsOf(account, "shops-prod")).toEqual([`stack name: got "shops-prod", expected ${form("account")}`]);
});

test("without an environment, a stack name may end in any", () => {
  expect(faultsOf({ ...prod, environment: "live" }, "shop-live")).toEqual([
    `stack name: got "shop-live", expected ${form("dev", "staging", "prod")}`,
    'environment: got "live", expected dev, staging or prod',
  ]);
});

test("with several faults, of shape and beyond, all are reported at once", () => {
  const raw = {
    ...prod,
    region: "mars-1",
    domain: "shop.example.org",
    netwrok: {},
    dns: { zone: "example.com", zoneid: "Z0123456789" },
    contacts: ["me"],
    database: { multiAz: false },
    cache: { replicas: "two", snapshotWindow: "03:00-04:00" },
    protection: false,
  };
  expect(faultsOf(raw, "shop-dev").map((line) => line.slice(0, line.indexOf(", expected")))).toEqual([
    'stack name: got "shop-dev"',
    'region: got "mars-1"',
    "dns.zoneid: unknown key",
    'contacts[0]: got "me"',
    'cache.replicas: got "two"',
    "netwrok: unknown key",
    'domain: got "shop.example.org"',
    "database.multiAz: got false",
    "protection: got false",
  ]);
});

test("with nothing but an empty object, every setting without a default is named", () => {
  expect(faultsOf({})).toEqual([
    "kind: got nothing, expected store or account",
    "environment: got nothing, expected dev, staging or prod",
    `region: got nothing, expected an AWS Region: ${regionList}`,
    "domain: got nothing, expected a domain name such as shop.example.com, in lower case and without a dot at the end (xn--… for other letters)",
    "dns: got nothing, expected an object of zone, zoneId, createZone",
    "xcart: got nothing, expected an object of line, build, securityBuild",
    "contacts: got nothing, expected a list of e-mail addresses",
  ]);
});
