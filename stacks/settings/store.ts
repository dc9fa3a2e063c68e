import { z } from "zod";
import { regionNames } from "../../components/defaults/regions.ts";
import {
  accountId,
  dailyWindow,
  date,
  domainName,
  emailAddress,
  graviton,
  hostPattern,
  networkBlock,
  reason,
  safeguard,
  weeklyWindow,
  wholeNumber,
} from "./fields.ts";
import { environments } from "./profiles.ts";

/** X-Cart lines that a store can run; 5.4 needs PHP 7.4, whose security support ended in November 2022. */
export const xcartLines = ["5.5", "5.6"] as const;

const arn = (service: string) =>
  z.string({ error: `an ARN of ${service}` }).regex(new RegExp(`^arn:aws:${service}:\\S+$`), `an ARN of ${service}`);
const on = (what: string) => z.boolean({ error: "true or false" }).describe(what);

const dns = z.strictObject({
  zone: domainName.describe("The Route 53 hosted zone that the store's names are in."),
  zoneId: z
    .string({ error: "a hosted zone's id such as Z0123456789ABCDEFGHIJ" })
    .regex(/^Z[A-Z0-9]{5,31}$/, "a hosted zone's id such as Z0123456789ABCDEFGHIJ")
    .optional()
    .describe("The existing zone's id. Default: the public zone of that name in the account is looked up."),
  createZone: on("Creates the zone, for a name whose registrar or parent zone will point to it (see the output nameServers).").default(
    false,
  ),
});

const account = z
  .strictObject({
    stack: z
      .string({ error: "an account stack's name such as shops-account" })
      .regex(/^[a-z][a-z0-9-]*-account$/, "an account stack's name such as shops-account")
      .optional()
      .describe("Name of the account stack."),
    logArchiveArn: arn("s3").optional().describe("The log archive bucket, where something else looks after the account."),
  })
  .default({})
  .describe("Where the account-wide log archive is. Without it, the store keeps its flow logs in its own log bucket.");

const network = z.strictObject({
  cidr: networkBlock.default("10.20.0.0/16").describe("IPv4 block of the VPC. Changing it replaces the network and all in it."),
  zones: wholeNumber(2, 3, "availability zones").optional().describe("Availability zones. Default: 3 in prod, 2 elsewhere."),
  nat: z
    .enum(["per-zone", "single"], { error: "per-zone or single" })
    .optional()
    .describe("NAT gateways. Default: per-zone in prod, a single one elsewhere."),
  egress: z
    .enum(["dns-firewall", "network-firewall"], { error: "dns-firewall or network-firewall" })
    .default("dns-firewall")
    .describe("What holds nodes to the allowed hosts. network-firewall also reads the TLS server name, and costs by the hour and zone."),
  allowedHosts: z.array(hostPattern).default([]).describe("More hosts that nodes may call: mail, shipping, tax, ERP …"),
  endpointZones: wholeNumber(1, 3, "availability zones")
    .optional()
    .describe("Zones that hold interface endpoints. Default: all in prod, one elsewhere."),
});

const database = z.strictObject({
  instanceClass: graviton("db.").optional().describe("Default: db.m7g.large in prod, db.t4g.medium elsewhere."),
  storageGiB: wholeNumber(20, 65536, "GiB")
    .optional()
    .describe("Storage to begin with, gp3. Default: 100 in prod, 50 in staging, 20 in dev."),
  maximumStorageGiB: wholeNumber(22, 65536, "GiB")
    .optional()
    .describe("Storage grows by itself up to this. Default: five times storageGiB."),
  multiAz: on("A standby in a second zone. Default: true in prod.").optional(),
  backupRetentionDays: wholeNumber(7, 35, "days")
    .optional()
    .describe("Point-in-time restore reaches back this far. Default: 35 in prod, 14 in staging, 7 in dev."),
  backupWindow: dailyWindow.default("01:00-02:00").describe("Daily snapshot, UTC, 30 minutes at least."),
  requireTls: safeguard("Refuses connections without TLS (require_secure_transport)."),
});

const cache = z.strictObject({
  nodeType: graviton("cache.").optional().describe("The cache's size. Default: cache.t4g.medium in prod."),
  sessionsNodeType: graviton("cache.").optional().describe("The size of the sessions-and-locks part. Default: cache.t4g.small in prod."),
  replicas: wholeNumber(0, 5, "replicas")
    .optional()
    .describe("Replicas of each part; with one or more, failover is automatic. Default: 1 in prod, 0 elsewhere."),
  snapshotWindow: dailyWindow.default("02:00-03:00").describe("Daily snapshot of sessions and locks, UTC, one hour at least."),
  passwordGeneration: wholeNumber(1, 9999).default(1).describe("Count up to replace the passwords (PCI DSS 8.6.3)."),
});

const files = z.strictObject({
  throughput: z
    .enum(["elastic", "bursting"], { error: "elastic or bursting" })
    .default("elastic")
    .describe("bursting is cheaper and slows down when its credits are used up."),
});

const web = z.strictObject({
  instanceType: graviton().optional().describe("Default: m7g.large in prod, t4g.medium in staging, t4g.small in dev."),
  minimum: wholeNumber(1, 100, "nodes").optional().describe("Fewest nodes. Default: 2 in prod, 1 elsewhere."),
  maximum: wholeNumber(1, 100, "nodes").optional().describe("Most nodes. Default: 8 in prod, 3 in staging, 2 in dev."),
  image: z
    .union([z.literal("latest"), z.string().regex(/^ami-[0-9a-f]{8,17}$/)], {
      error: "latest or an arm64 image such as ami-0123456789abcdef0",
    })
    .default("latest")
    .describe(
      "latest: each node starts from the newest Amazon Linux 2023. An image's id pins it, and lets a failed refresh roll back by itself.",
    ),
  volumeGiB: wholeNumber(8, 1000, "GiB").default(30).describe("Root volume, gp3."),
});

const edge = z.strictObject({
  desyncMitigation: z
    .enum(["defensive", "strictest"], { error: "defensive or strictest" })
    .default("defensive")
    .describe("What the load balancer does with ambiguous requests."),
  tlsPolicy: z
    .enum(["compatible", "tls13"], { error: "compatible or tls13" })
    .default("compatible")
    .describe("compatible: TLS 1.3 and 1.2; tls13: TLS 1.3 only."),
  hstsDays: wholeNumber(1, 730, "days").default(365).describe("How long a browser remembers to use HTTPS only."),
});

const freeze = z.strictObject({
  from: date.describe("First frozen day."),
  to: date.describe("Last frozen day."),
  reason: reason.describe("Why nothing may change then."),
});

const maintenance = z
  .strictObject({
    window: weeklyWindow.default("sun:03:00-sun:04:00").describe("Weekly window in UTC for minor versions of database and cache."),
    freezes: z.array(freeze).default([]).describe("Days on which nothing but emergencies is changed: the season, a sale."),
  })
  .prefault({});

const alarms = z
  .strictObject({
    latencySeconds: z
      .number({ error: "seconds, from 0.1 to 60" })
      .min(0.1, "seconds, from 0.1 to 60")
      .max(60, "seconds, from 0.1 to 60")
      .default(3)
      .describe("95 of 100 requests are faster."),
    errorsPerFiveMinutes: wholeNumber(1, 100000, "responses")
      .default(10)
      .describe("Server errors (5xx) that are tolerated in five minutes."),
  })
  .prefault({});

/** The settings of a store, as somebody writes them: everything but what only they can know has a default. */
export const storeSchema = z.strictObject({
  kind: z.literal("store").describe("A store; the other kind is account."),
  environment: z
    .enum(environments, { error: environments.join(", ") })
    .describe("Picks sizes, retention and locks; the stack is named <store>-<environment>."),
  region: z
    .enum(regionNames, { error: `an AWS Region: ${regionNames.join(", ")}` })
    .describe("The AWS Region. Changing it replaces everything."),
  accountId: accountId.optional().describe("The AWS account; any other is refused. Default: the account that the credentials belong to."),
  domain: domainName.describe("The store's name, such as shop.example.com."),
  aliases: z
    .array(domainName)
    .max(99, "at most 99 names beside the domain")
    .default([])
    .describe("More names of the store, such as www.shop.example.com."),
  dns,
  xcart: z.strictObject({
    line: z
      .enum(xcartLines, { error: `an X-Cart line: ${xcartLines.join(" or ")} (5.4 needs PHP 7.4, which gets no security fixes)` })
      .describe("The X-Cart line."),
  }),
  contacts: z
    .array(emailAddress)
    .min(1, "at least one e-mail address")
    .max(20, "at most 20 e-mail addresses")
    .describe("Who gets the alarms."),
  payments: z
    .strictObject({ hosts: z.array(hostPattern).default([]).describe("Hosts of the payment providers, such as api.stripe.com.") })
    .prefault({}),
  account,
  network: network.prefault({}),
  database: database.prefault({}),
  cache: cache.prefault({}),
  files: files.prefault({}),
  web: web.prefault({}),
  edge: edge.prefault({}),
  maintenance,
  alarms,
  logRetentionDays: z
    .union(
      [
        z.literal(365),
        z.literal(400),
        z.literal(545),
        z.literal(731),
        z.literal(1096),
        z.literal(1827),
        z.literal(2192),
        z.literal(2557),
        z.literal(2922),
        z.literal(3288),
        z.literal(3653),
      ],
      {
        error:
          "days that CloudWatch Logs knows, a year at least (PCI DSS 10.5.1): 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
      },
    )
    .default(400)
    .describe("How long logs are kept."),
  protection: on(
    "Deletion protection of database, load balancer, files and buckets. Default: true but in dev; prod cannot do without.",
  ).optional(),
});

/** What a store's file says, defaults filled in, the environment's profile not yet. */
export type StoreInput = z.output<typeof storeSchema>;
