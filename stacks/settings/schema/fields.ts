import ipaddr from "ipaddr.js";
import { z } from "zod";
import { graceDays, maxExceptionMonths } from "../../../domain/calendars/endings.ts";
import { canonicalTimezone, isTimezone } from "../../../domain/calendars/timezones.ts";
import { allTypes, type InstanceTypes, nearestType } from "../../../domain/defaults/instance-types.ts";
import { regionNames } from "../../../domain/defaults/regions.ts";
import { environments } from "../profiles.ts";

/*
 * The kinds of value that settings are made of. Each field's `error` is the second half of a sentence, what is
 * expected; faults.ts puts the path and what was got before it.
 */

const domainExpected = "a domain name such as shop.example.com, in lower case and without a dot at the end (xn--… for other letters)";

/** A fully qualified DNS name in lower case, without the last dot (RFC 1035: labels of 63, 253 in all). */
export const domainName = z
  .string({ error: domainExpected })
  .max(253, "a domain name of at most 253 characters")
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, domainExpected);

/** A host that nodes may call; `*.example.com` stands for every name below example.com (DNS Firewall's own form). */
const hostPattern = z
  .string({ error: "a host name such as api.example.com or *.example.com" })
  .max(253, "a host name of at most 253 characters")
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a host name such as api.example.com or *.example.com",
  );

/** The name of a store's stack. */
export const storeStack = new RegExp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*-(${environments.join("|")})$`);

/** A switch. */
export const on = (what: string) => z.boolean({ error: "true or false" }).describe(what);

/** A person's or a team's email address. */
export const emailAddress = z.email("an email address such as operations@example.com");

/** Recipients of the alarms: 1 to 20 addresses, each once. */
export const contacts = z
  .array(emailAddress, { error: "a list of email addresses" })
  .min(1, "at least one email address")
  .max(20, "at most 20 email addresses")
  .superRefine((addresses, context) => {
    addresses.forEach((input, i) => {
      if (addresses.indexOf(input) < i)
        context.addIssue({ code: "custom", message: "an address that is not listed already", input, path: [i] });
    });
  })
  .meta({ uniqueItems: true })
  .describe("Who receives the alarms, by email.");

/** Retentions that PutRetentionPolicy takes, from a year up. */
const retentionDays = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

/** Retention of a stack's logs in CloudWatch Logs. */
export const logRetentionDays = z
  .literal(retentionDays, {
    error: `a retention of CloudWatch Logs of at least a year (PCI DSS 10.5.1), in days: ${retentionDays.join(", ")}`,
  })
  .default(400)
  .describe("How long logs are kept.");

/** The AWS Region of a stack. */
export const region = z
  .enum(regionNames, { error: `an AWS Region: ${regionNames.join(", ")}` })
  .describe("The AWS Region. Changing it replaces everything.");

/** An AWS account's number, in quotes since a leading zero counts. */
export const accountId = z
  .string({ error: "the twelve digits of an AWS account, in quotes" })
  .regex(/^\d{12}$/, "the twelve digits of an AWS account, in quotes")
  .optional()
  .describe("The AWS account; any other is refused. Default: the account that the credentials belong to.");

/** Control characters, and those that reverse the direction of text: reports and emails would not show what was written. */
const unreadable = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** A text that people read in reports and emails; its line ends become spaces. `error` is what it should be. */
export const readableText = (error: string) =>
  z
    .string({ error })
    .overwrite((text) => text.trim().replace(/\s+/g, " "))
    .refine((text) => !unreadable.test(text), `${error} without control characters`);

/** Why something safe is switched off: a sentence for the next reader and the assessor. */
export const reason = readableText("a reason").min(10, "a reason of at least 10 characters").max(300, "a reason of at most 300 characters");

/** A safeguard: `true`, or an object that says in words why it is off. */
export const safeguard = (what: string) =>
  z
    .union([z.literal(true), z.strictObject({ relaxedBecause: reason })], { error: 'true, or { relaxedBecause: "why" }' })
    .default(true)
    .describe(`${what} On unless \`relaxedBecause\` says why not; every relaxation is listed by \`store preview\`.`);

/** The outcome of {@link safeguard}. */
export type Safeguard = z.output<ReturnType<typeof safeguard>>;

const hostExpected = 'a host name such as api.example.com or *.example.com, or { host: "…", relaxedBecause: "why" }';

/** Hosts that nodes may call; one that strangers have too only with a reason. */
export const hosts = z
  .array(
    z.union(
      [hostPattern, z.strictObject({ host: hostPattern, relaxedBecause: reason.describe("Why hosts of other owners may be called too.") })],
      {
        error: hostExpected,
      },
    ),
    { error: "a list of host names" },
  )
  .default([]);

/** The outcome of {@link hosts}. */
export type Hosts = z.output<typeof hosts>;

/** An IPv4 block of a VPC: private (RFC 1918), /16 to /20, on its own boundary. */
export const networkBlock = z
  // Not ipaddr.js's own check: it takes 0x0a.20.0.0/16 and 10.20/16 too, which AWS does not.
  .cidrv4({ error: "a private IPv4 block from /16 to /20 such as 10.20.0.0/16", abort: true })
  .regex(/^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./, "a private block (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, RFC 1918)")
  .regex(/\/(1[6-9]|20)$/, "a block from /16 to /20")
  .superRefine((text, context) => {
    const first = ipaddr.IPv4.networkAddressFromCIDR(text).toString();
    const [address, prefix] = text.split("/");
    if (address !== first) context.addIssue(`the block's first address, ${first}/${prefix}`);
  });

/** A whole number within bounds, both included. */
export const wholeNumber = (min: number, max: number, unit = "") => {
  const expected = `a whole number from ${min} to ${max}${unit && ` (${unit})`}`;
  return z.int({ error: expected }).min(min, expected).max(max, expected);
};

/**
 * A size of a service's Graviton instances, such as `m7g.large` of EC2 or `db.m7g.large` of RDS. Graviton only: the images are arm64.
 * What is not in AWS's list does not exist, and would be found by `pulumi up` after half an hour.
 */
export const graviton = (list: InstanceTypes) => {
  const { prefix, service, asOf } = list;
  const expected = `a Graviton size such as ${prefix}m7g.large (arm64: t4g, m6g, m7g, r7g …)`;
  const known = new Set(allTypes(list));
  return z
    .string({ error: expected })
    .regex(new RegExp(`^${prefix.replace(".", "\\.")}(t4g|[a-z]+\\d+g[a-z]*)\\.[a-z0-9-]+$`), { error: expected, abort: true })
    .superRefine((type, context) => {
      if (!known.has(type)) context.addIssue(`a size that ${service} has, such as ${nearestType(list, type)} (AWS's list of ${asOf})`);
    });
};

/** A time zone by its name in the IANA database; `error` is what it should be. */
export const timezone = (error: string) =>
  z.string({ error }).superRefine((name, context) => {
    if (isTimezone(name)) return;
    const meant = canonicalTimezone(name);
    const isOffset = meant !== "UTC" && /[+-]\d|^[A-Z]{3,4}$/.test(name);
    const why = isOffset ? "; an offset is none" : meant && meant !== name ? `; that name means ${meant}` : "";
    context.addIssue(`${error}${why}`);
  });

const clock = "([01]\\d|2[0-3]):[0-5]\\d";

/** A time of day, `hh:mm`. */
export const clockTime = z.string({ error: "hh:mm" }).regex(new RegExp(`^${clock}$`), "hh:mm, such as 05:00");

/** A daily window in UTC, in AWS's form `hh:mm-hh:mm`. */
export const dailyWindow = z
  .string({ error: "hh:mm-hh:mm in UTC" })
  .regex(new RegExp(`^${clock}-${clock}$`), "hh:mm-hh:mm in UTC, such as 01:00-02:00");

// In quotes, since Pulumi reads a bare day in YAML as a point in time.
const dateExpected = 'a day of this century in quotes such as "2026-11-20"';

/** A day, `YYYY-MM-DD`. */
export const date = z.iso.date(dateExpected).regex(/^20/, dateExpected);

const resourcePattern = "a resource such as aws:s3/bucket:Bucket::media, its name, or another end of its URN, with * for anything";

/** Waivers: policy violations that an owner accepts until a day; `store check` lists them. */
export const waivers = z
  .array(
    z.strictObject({
      policy: z
        .string({ error: "a policy's name such as aws-rds-instance-enable-storage-encryption" })
        .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, "a policy's name such as aws-rds-instance-enable-storage-encryption")
        .max(100, "a policy's name of at most 100 characters")
        .describe("The policy's name."),
      resource: z
        .string({ error: resourcePattern })
        .regex(/^\S(.*\S)?$/, resourcePattern)
        .max(300, "a pattern of at most 300 characters")
        .describe("The resources, at most ten: <type>::<name>, a name, or another end of the URN; * stands for anything."),
      reason: reason.describe("Why the violation is acceptable, and what compensates for it."),
      owner: readableText("the owner, a person or a team")
        .min(2, "the owner, a person or a team")
        .max(100, "a person or a team in at most 100 characters")
        .describe("The person or team responsible for the waiver."),
      ticket: readableText("the ticket that ends it, such as SHOP-123")
        .min(2, "the ticket that ends it, such as SHOP-123")
        .max(200, "a ticket in at most 200 characters")
        .describe("The ticket for the fix that ends the waiver."),
      until: date.describe(
        `Its last day, at most ${maxExceptionMonths} months ahead. ${graceDays} days later the violation counts again, and the waiver itself is a violation.`,
      ),
    }),
    { error: "a list of objects of policy, resource, reason, owner, ticket, until" },
  )
  .max(50, "at most 50 waivers")
  .default([])
  .describe("Policy violations that an owner accepts until a day; every report of `store check` lists each.");

const runbooksExpected =
  "an https address of the folder docs/operations, such as https://git.example.com/shop/hosting/src/main/docs/operations";

/** Address at which recipients of alarms read the runbooks. */
export const runbooksUrl = z
  .string({ error: runbooksExpected })
  .max(300, "an address of at most 300 characters")
  // No user, no query: it is in every email.
  .regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.~%+-]+)*\/?$/i, runbooksExpected)
  .optional()
  .describe(
    "Address of docs/operations that recipients of alarms can open; emails about alarms, events, findings and failed logins, and the dashboard, then link to the runbook. Default: they name its path in the repository.",
  );
