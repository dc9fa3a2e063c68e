import { z } from "zod";
import { submissionPorts } from "../../components/defaults/ports.ts";
import { alarms } from "./alarms.ts";
import { backup } from "./backup.ts";
import { certificate } from "./certificate.ts";
import {
  accountId,
  contacts,
  dailyWindow,
  date,
  domainName,
  graviton,
  hostPattern,
  networkBlock,
  reason,
  region,
  safeguard,
  waivers,
  weeklyWindow,
  wholeNumber,
} from "./fields.ts";
import { firewall } from "./firewall.ts";
import { loginGuard } from "./login-guard.ts";
import { environments } from "./profiles.ts";

/** X-Cart lines that a store can run; 5.4 needs PHP 7.4, whose security support ended in November 2022. */
export const xcartLines = ["5.5", "5.6"] as const;
const lines = xcartLines.map((line) => `"${line}"`).join(" or ");

/** What PutRetentionPolicy takes, from a year up. */
const retentionDays = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

const hosts = z.array(hostPattern, { error: "a list of host names" }).default([]);
const on = (what: string) => z.boolean({ error: "true or false" }).describe(what);

const dns = z
  .strictObject({
    zone: domainName.describe("The Route 53 hosted zone that the store's names are in."),
    zoneId: z
      .string({ error: "a hosted zone's id such as Z0123456789ABCDEFGHIJ" })
      .regex(/^Z[A-Z0-9]{5,31}$/, "a hosted zone's id such as Z0123456789ABCDEFGHIJ")
      .optional()
      .describe("The existing zone's id. Default: the public zone of that name in the account, looked up."),
    createZone: on("Creates the zone, for a name whose registrar or parent zone will point to it (see the output nameServers).").default(
      false,
    ),
  })
  .describe("Where the store's names live.");

const account = z
  .strictObject({
    stack: z
      .string({ error: "an account stack's name such as shops-account" })
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*-account$/, "an account stack's name such as shops-account")
      .optional()
      .describe("Name of the account stack."),
    logArchiveArn: z
      .string({ error: "a bucket's ARN such as arn:aws:s3:::company-logs" })
      .regex(/^arn:aws:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's ARN such as arn:aws:s3:::company-logs")
      .optional()
      .describe("The log archive bucket, where something else looks after the account."),
  })
  .default({})
  .describe("Where the account-wide log archive is. Without it, the store keeps its flow logs in its own log bucket.");

const network = z
  .strictObject({
    cidr: networkBlock.default("10.20.0.0/16").describe("IPv4 block of the VPC. Changing it replaces the network and all in it."),
    zones: wholeNumber(2, 3, "availability zones")
      .optional()
      .describe("Availability zones. Default: 3 in prod, where the Region has as many, 2 elsewhere."),
    nat: z
      .enum(["per-zone", "single"], { error: "per-zone or single" })
      .optional()
      .describe("NAT gateways. Default: per-zone in prod, a single one elsewhere."),
    egress: z
      .enum(["dns-firewall", "network-firewall"], { error: "dns-firewall or network-firewall" })
      .default("dns-firewall")
      .describe("What holds nodes to the allowed hosts. network-firewall also reads the TLS server name, and costs by the hour and zone."),
    allowedHosts: hosts.describe("More hosts that nodes may call: mail, shipping, tax, ERP …"),
    dnsQueryLog: on("Logs every name that nodes ask for, to see what the allow-list blocks.").default(false),
    endpointZones: wholeNumber(1, 3, "availability zones")
      .optional()
      .describe("Zones that hold interface endpoints. Default: all in prod, one elsewhere."),
  })
  .describe("The VPC and its way out.");

const database = z
  .strictObject({
    instanceClass: graviton("db.").optional().describe("The database's size. Default: db.m7g.large in prod, db.t4g.medium elsewhere."),
    storageGiB: wholeNumber(20, 59578, "GiB")
      .optional()
      .describe("Storage to begin with, gp3. Default: 100 in prod, 50 in staging, 20 in dev."),
    maximumStorageGiB: wholeNumber(22, 65536, "GiB")
      .optional()
      .describe("Storage grows by itself up to this. Default: five times storageGiB, 65536 at most."),
    multiAz: on("A standby in a second zone. Default: true in prod.").optional(),
    backupWindow: dailyWindow
      .default("01:00-02:00")
      .describe("RDS's own daily snapshot, UTC, 30 minutes at least, until AWS Backup takes it over."),
    requireTls: safeguard("Refuses connections without TLS (require_secure_transport)."),
  })
  .describe("RDS for MySQL.");

const cache = z
  .strictObject({
    nodeType: graviton("cache.")
      .optional()
      .describe("The cache's size. Default: cache.t4g.medium in prod, cache.t4g.small in staging, cache.t4g.micro in dev."),
    sessionsNodeType: graviton("cache.")
      .optional()
      .describe("The size of the sessions-and-locks part. Default: cache.t4g.micro in dev, cache.t4g.small elsewhere."),
    replicas: wholeNumber(0, 5, "replicas")
      .optional()
      .describe("Replicas of each part; with one or more, failover is automatic. Default: 1 in prod, 0 elsewhere."),
    snapshotWindow: dailyWindow.default("02:00-03:00").describe("Daily snapshot of sessions and locks, UTC, one hour at least."),
    passwordGeneration: wholeNumber(1, 9999).default(1).describe("Count up to replace the passwords (PCI DSS 8.6.3)."),
  })
  .describe("ElastiCache (Valkey): a cache, and apart from it sessions and locks.");

const files = z
  .strictObject({
    throughput: z
      .enum(["elastic", "bursting"], { error: "elastic or bursting" })
      .default("elastic")
      .describe("bursting is cheaper and slows down when its credits are used up."),
  })
  .describe("EFS, for what all web nodes share.");

const web = z
  .strictObject({
    instanceType: graviton().optional().describe("A node's size. Default: m7g.large in prod, t4g.medium in staging, t4g.small in dev."),
    minimum: wholeNumber(1, 100, "nodes").optional().describe("Fewest nodes. Default: 2 in prod, 1 elsewhere."),
    maximum: wholeNumber(1, 100, "nodes").optional().describe("Most nodes. Default: 8 in prod, 3 in staging, 2 in dev."),
    image: z
      .string({ error: "latest, or an arm64 image such as ami-0123456789abcdef0" })
      .regex(/^(latest|ami-[0-9a-f]{8}([0-9a-f]{9})?)$/, "latest, or an arm64 image such as ami-0123456789abcdef0")
      .default("latest")
      .describe(
        "latest: each node starts from the newest Amazon Linux 2023. An image's id pins it, and lets a failed refresh roll back by itself.",
      ),
    volumeGiB: wholeNumber(8, 1000, "GiB").default(30).describe("Root volume, gp3."),
  })
  .describe("The web nodes.");

const edge = z
  .strictObject({
    desyncMitigation: z
      .enum(["defensive", "strictest"], { error: "defensive or strictest" })
      .default("defensive")
      .describe("What the load balancer does with ambiguous requests."),
    tlsPolicy: z
      .enum(["compatible", "tls13"], { error: "compatible or tls13" })
      .default("compatible")
      .describe("compatible: TLS 1.3 and 1.2; tls13: TLS 1.3 only."),
    hstsDays: wholeNumber(1, 730, "days").default(365).describe("How long a browser remembers to use HTTPS only."),
  })
  .describe("The load balancer, the only part that the internet reaches.");

const freeze = z.strictObject({
  from: date.describe("First frozen day."),
  to: date.describe("Last frozen day."),
  reason: reason.describe("Why nothing may change then."),
});

const maintenance = z
  .strictObject({
    window: weeklyWindow.default("sun:03:00-sun:04:00").describe("Weekly window in UTC for minor versions of database and cache."),
    freezes: z
      .array(freeze, { error: "a list of objects of from, to, reason" })
      .max(50, "at most 50 freezes")
      .default([])
      .describe("Days on which nothing but emergencies is changed: the season, a sale."),
  })
  .prefault({})
  .describe("When something may change.");

/** The settings of a store, as somebody writes them: everything but what only they can know has a default. */
export const storeSchema = z.strictObject({
  kind: z.literal("store", { error: "store or account" }).describe("A store; the other kind is account."),
  environment: z
    .enum(environments, { error: "dev, staging or prod" })
    .describe("Picks sizes, retention and locks; the stack is named <store>-<environment>."),
  region,
  accountId,
  domain: domainName.describe("The store's name, such as shop.example.com."),
  aliases: z
    .array(domainName, { error: "a list of domain names" })
    .max(99, "at most 99 names beside the domain")
    .default([])
    .describe("More names of the store, such as www.shop.example.com."),
  dns,
  xcart: z
    .strictObject({
      line: z
        .enum(xcartLines, { error: `an X-Cart line in quotes: ${lines} (5.4 needs PHP 7.4, which gets no security fixes)` })
        .describe("The X-Cart line."),
    })
    .describe("The shop software."),
  contacts,
  payments: z
    .strictObject({ hosts: hosts.describe("Hosts of the payment providers that nodes may call, such as api.stripe.com.") })
    .prefault({})
    .describe("Taking money."),
  mail: z
    .strictObject({
      host: domainName.optional().describe("The mail provider's SMTP host. Default: Amazon SES in the store's Region."),
      port: z
        .literal(submissionPorts, { error: "a submission port: 587, 2587, 465 or 2465 (AWS blocks 25)" })
        .default(587)
        .describe("The port that nodes submit mail on; TLS on each."),
    })
    .prefault({})
    .describe("Sending mail."),
  account,
  network: network.prefault({}),
  database: database.prefault({}),
  cache: cache.prefault({}),
  files: files.prefault({}),
  backup,
  web: web.prefault({}),
  edge: edge.prefault({}),
  firewall: firewall.prefault({}),
  loginGuard,
  certificate,
  maintenance,
  alarms,
  logRetentionDays: z
    .literal(retentionDays, { error: `days that CloudWatch Logs knows, a year at least (PCI DSS 10.5.1): ${retentionDays.join(", ")}` })
    .default(400)
    .describe("How long logs are kept."),
  protection: on(
    "Deletion protection of database, load balancer, files and buckets. Default: true but in dev; prod cannot do without.",
  ).optional(),
  waivers,
});

/** What a store's file says, defaults filled in, the environment's profile not yet. */
export type StoreInput = z.output<typeof storeSchema>;
