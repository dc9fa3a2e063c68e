import { expect, test } from "@jest/globals";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { account, dev, faultsOf, prod, regionList, watched } from "./settings-fixture.ts";

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
    ['aliases[0]: got "shop.example.com", expected a name that is not listed already'],
  ],
  [
    "an alias that is there twice",
    { aliases: ["www.example.com", "www.example.com"] },
    ['aliases[1]: got "www.example.com", expected a name that is not listed already'],
  ],
  [
    "the id of a zone that is still to be made",
    { dns: { zone: "example.com", zoneId: "Z0123456789", createZone: true } },
    ['dns.zoneId: got "Z0123456789", expected no value where dns.createZone is true, since the zone is still to be created'],
  ],
  [
    "two places for the log archive",
    { account: { stack: "shops-account", logArchiveArn: "arn:aws:s3:::logs" } },
    ['account.logArchiveArn: got "arn:aws:s3:::logs", expected no value beside account.stack, which names the archive'],
  ],
  [
    "three zones in a Region of two",
    { region: "us-west-1", network: { zones: 3 } },
    ["network.zones: got 3, expected at most 2, as many as us-west-1 has"],
  ],
  [
    "endpoints in more zones than there are",
    { network: { zones: 2, endpointZones: 3 } },
    ["network.endpointZones: got 3, expected at most network.zones, 2"],
  ],
  [
    "wildcards over names that anyone can have",
    {
      network: { allowedHosts: ["erp.example.com", "*.eu-central-1.amazonaws.com", "*.windows.net"] },
      payments: { hosts: ["*.pay.cloudfront.net"] },
    },
    [
      'payments.hosts[0]: got "*.pay.cloudfront.net", expected hosts of one owner: names below cloudfront.net belong to many owners (AWS\'s CDN, accelerators and application platforms); name the one host, or say { host: "*.pay.cloudfront.net", relaxedBecause: "why" }',
      'network.allowedHosts[1]: got "*.eu-central-1.amazonaws.com", expected hosts of one owner: names below amazonaws.com belong to many owners (AWS\'s buckets, APIs, queues, load balancers and databases of every account); name the one host, or say { host: "*.eu-central-1.amazonaws.com", relaxedBecause: "why" }',
      'network.allowedHosts[2]: got "*.windows.net", expected hosts of one owner: names below windows.net belong to many owners (Azure\'s storage, sites, CDN and functions); name the one host, or say { host: "*.windows.net", relaxedBecause: "why" }',
    ],
  ],
  [
    "hosts that take what anyone sends",
    { network: { allowedHosts: ["api.telegram.org", "sqs.eu-central-1.amazonaws.com", "storage.googleapis.com"] } },
    ["api.telegram.org", "sqs.eu-central-1.amazonaws.com", "storage.googleapis.com"].map(
      (host, i) =>
        `network.allowedHosts[${i}]: got "${host}", expected hosts of one owner: ${host} takes data for any customer; name the one host, or say { host: "${host}", relaxedBecause: "why" }`,
    ),
  ],
  [
    "APIs of AWS under longer names, resolvers by HTTPS, and what a country's registry sells",
    {
      network: {
        allowedHosts: ["streams.dynamodb.eu-central-1.amazonaws.com", "eu-central-1.queue.amazonaws.com", "dns.google", "*.co.uk"],
      },
    },
    [
      ...["streams.dynamodb.eu-central-1.amazonaws.com", "eu-central-1.queue.amazonaws.com", "dns.google"].map(
        (host, i) =>
          `network.allowedHosts[${i}]: got "${host}", expected hosts of one owner: ${host} takes data for any customer; name the one host, or say { host: "${host}", relaxedBecause: "why" }`,
      ),
      'network.allowedHosts[3]: got "*.co.uk", expected hosts of one owner: names below co.uk belong to many owners (names for sale); name the one host, or say { host: "*.co.uk", relaxedBecause: "why" }',
    ],
  ],
  [
    "a reason for a host that needs none",
    { network: { allowedHosts: [{ host: "erp.example.com", relaxedBecause: "our own host" }] } },
    [
      'network.allowedHosts[0]: got {"host":"erp.example.com","relaxedBecause":"our own host"}, expected "erp.example.com" without relaxedBecause, since it has one owner',
    ],
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
    ["protection: got false, expected true in prod, so that data cannot be deleted by mistake"],
  ],
  ["production on one node", { web: { minimum: 1 } }, ["web.minimum: got 1, expected at least 2 in prod, in two zones"]],
  ["fewer nodes at most than at least", { web: { maximum: 1 } }, ["web.maximum: got 1, expected at least web.minimum, 2"]],
  [
    "production without a standby",
    { database: { multiAz: false } },
    ["database.multiAz: got false, expected true in prod, for a standby in a second zone"],
  ],
  ["production without a replica", { cache: { replicas: 0 } }, ["cache.replicas: got 0, expected at least 1 in prod, for failover"]],
];

test.each(wrong)("with %s, the settings are refused", (_condition, change, faults) => {
  expect(faultsOf({ ...prod, ...change })).toEqual(faults);
});

/** What looks like one of the above, and is fine. */
const right: [condition: string, change: Record<string, unknown>][] = [
  ["a domain that is its zone", { domain: "example.com" }],
  ["a domain in Punycode", { domain: "xn--bcher-kva.example.com" }],
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

test.each(["shop-dev-prod", "shop-account-prod", "shop-prod-eu-prod"])("%s: a stack name does not go on from another stack's", (stack) => {
  const other = /^shop-\w+(?=-)/.exec(stack)?.[0];
  expect(faultsOf(prod, stack)).toEqual([
    `stack name: got "${stack}", expected a name that does not begin with ${other}-, since the roles of ${other} reach everything with that prefix`,
  ]);
});

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
    "kind: missing; expected store or account",
    "environment: missing; expected dev, staging or prod",
    `region: missing; expected an AWS Region: ${regionList}`,
    "domain: missing; expected a domain name such as shop.example.com, in lower case and without a dot at the end (xn--… for other letters)",
    "dns: missing; expected an object of zone, zoneId, createZone, delegations",
    "xcart: missing; expected an object of line, php, build, securityBuild",
    "contacts: missing; expected a list of email addresses",
  ]);
});

test("a host that one owner has below a shared suffix needs no reason, and a shared one with a reason is among the relaxations", () => {
  const relaxedBecause = "our ERP's provider moves between its distributions";
  const allowedHosts = ["abc123.execute-api.eu-central-1.amazonaws.com", { host: "*.cloudfront.net", relaxedBecause }];
  const { settings, faults } = parseSettings("shop-prod", { ...watched, network: { allowedHosts } });
  expect(faults).toBeUndefined();
  expect(settings?.kind === "store" && relaxations(settings)).toEqual([`network.allowedHosts[1]: *.cloudfront.net: ${relaxedBecause}`]);
});
