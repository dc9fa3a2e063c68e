import { z } from "zod";
import { byEnvironment } from "../profiles.ts";
import { domainName, hosts, networkBlock, on, wholeNumber } from "./fields.ts";

const nameServersExpected = "a list of 2 to 13 name servers such as ns-1.awsdns-00.com";

const dsExpected = "a DS record's value such as 12345 13 2 and a digest in hexadecimal (RFC 4034)";

/** A zone below the store's own, which other name servers answer for. */
const delegation = z.strictObject({
  zone: domainName.describe("A zone below dns.zone, such as dev.shop.example.com."),
  stack: z
    .string({ error: "the name of the stack that creates the zone, such as shop-dev" })
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "the name of the stack that creates the zone, such as shop-dev")
    .optional()
    .describe("The stack that creates the zone: its output nameServers is read, so deploy it first."),
  nameServers: z
    .array(domainName, { error: nameServersExpected })
    .min(2, nameServersExpected)
    .max(13, nameServersExpected)
    .optional()
    .describe("The zone's name servers, in place of a stack: for a zone of another account, or one that is managed elsewhere."),
  ds: z
    .array(z.string({ error: dsExpected }).regex(/^\d{1,5} \d{1,3} [124] ([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96})$/, dsExpected), {
      error: "a list of values of DS records",
    })
    .min(1, "at least one DS record, or no ds")
    .max(8, "at most 8 of them")
    .optional()
    .describe("DS records, where both zones are signed by DNSSEC. Zones that stacks create are not signed and need none."),
});

/** `dns`. */
export const dns = z
  .strictObject({
    zone: domainName.describe("Name of the Route 53 hosted zone for the store's names."),
    zoneId: z
      .string({ error: "a hosted zone's id such as Z0123456789ABCDEFGHIJ" })
      .regex(/^Z[A-Z0-9]{5,31}$/, "a hosted zone's id such as Z0123456789ABCDEFGHIJ")
      .optional()
      .describe("The existing zone's id. Default: the public zone of that name in the account, looked up."),
    createZone: on("Creates the zone, for a name whose registrar or parent zone will point to it (see the output nameServers).").default(
      false,
    ),
    delegations: z
      .array(delegation, { error: "a list of objects of zone, and stack or nameServers" })
      .max(50, "at most 50 of them")
      .default([])
      .describe(
        "Zones below this one, such as those of dev and staging, that get NS records here. Without these, their names do not resolve.",
      ),
  })
  .describe("The store's DNS zone.");

const boundaryExpected = "the name of a policy of the account such as shops-account-boundary-shop-prod";

/** `account`. */
export const account = z
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
      .describe("The log archive bucket, where the account is managed elsewhere."),
    permissionsBoundary: z
      .string({ error: boundaryExpected })
      .regex(/^[\w+=,.@-]{1,128}$/, boundaryExpected)
      .optional()
      .describe(
        "The permissions boundary of each role of the store; required where CI deploys the store by a role of the account stack, which makes `<account>-boundary-<stack>`. Default: none.",
      ),
  })
  .default({})
  .describe("The account stack, which has the log archive. Without it, the store keeps its flow logs in its own log bucket.");

/** `network`. */
export const network = z
  .strictObject({
    cidr: networkBlock.default("10.20.0.0/16").describe("IPv4 block of the VPC. Changing it replaces the network and all in it."),
    zones: wholeNumber(2, 3, "availability zones")
      .optional()
      .describe(`Availability zones. Default: ${byEnvironment(({ zones }) => zones)}, and never more than the Region has.`),
    nat: z
      .enum(["per-zone", "single"], { error: "per-zone or single" })
      .optional()
      .describe(`NAT gateways. Default: ${byEnvironment(({ nat }) => nat)}.`),
    egress: z
      .enum(["dns-firewall", "network-firewall"], { error: "dns-firewall or network-firewall" })
      .default("dns-firewall")
      .describe(
        "What restricts nodes to the allowed hosts. network-firewall also reads the TLS server name, and costs by the hour and zone.",
      ),
    allowedHosts: hosts.describe(
      "More hosts that nodes may call: mail, shipping, tax, ERP … Wildcards over names that are open to registration, such as *.cloudfront.net, and hosts that accept uploads from any account need `relaxedBecause`, and are listed by `store preview`.",
    ),
    dnsQueryLog: on("Logs every name that nodes ask for, to see what the allow-list blocks.").default(false),
    endpointZones: wholeNumber(1, 3, "availability zones")
      .optional()
      .describe(
        `Zones that hold interface endpoints. Default: ${byEnvironment(({ endpointZones }) => endpointZones)}, and never more than zones.`,
      ),
  })
  .prefault({})
  .describe("The VPC: its addresses and zones, and the hosts that nodes may reach.");
