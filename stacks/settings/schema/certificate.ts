import { z } from "zod";
import { knownAuthorities, unknownKind } from "../../../domain/defaults/authorities.ts";
import { byEnvironment } from "../profiles.ts";
import { domainName, safeguard, wholeNumber } from "./fields.ts";

const known = Object.keys(knownAuthorities).join(", ");

const listOf = <T extends z.ZodType>(element: T, what: string, max: number) =>
  z.array(element, { error: `a list of ${what}` }).max(max, `at most ${max} of them`);

const certificateName = z
  .string({ error: "a name such as media.example.com or *.example.com" })
  .max(237, "a name of at most 237 characters, since _acme-challenge is prepended")
  .regex(/^(?!.*\*.*\*)/, "a name with at most one *, as its first label: no authority issues nested wildcards")
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a name such as media.example.com or *.example.com, in lower case",
  );

const authorityName = "a name of small letters, digits and hyphens";

const directory = "the https address of an ACME directory";

const secretArn = "the ARN of a secret such as arn:aws:secretsmanager:us-east-1:123456789012:secret:zerossl-eab-a1b2c3";

const profileName = "a profile's name such as tlsserver";

const root = "a CA certificate in PEM, -----BEGIN CERTIFICATE----- and so on";

const chain = "an issuer's common name such as ISRG Root X1, of at most 64 characters (RFC 5280, ub-common-name)";

const authority = z.strictObject({
  name: z
    .string({ error: `${known}, or ${authorityName} for one of your own` })
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, authorityName)
    .max(30, "a name of at most 30 characters")
    .describe(
      `${known}; any other name needs directoryUrl and caaDomain. Accounts and metrics are kept by it. amazon is ACM's own ACME endpoint, without challenges; beside another one until you have seen it work.`,
    ),
  directoryUrl: z
    .url({ protocol: /^https$/, error: directory })
    .max(500, directory)
    .optional()
    .describe("ACME directory of an authority of your own. Default: that of the named authority."),
  caaDomain: domainName.optional().describe("Domain that an authority of your own looks for in CAA records, such as ca.example.com."),
  lifetimeDays: wholeNumber(1, 398, "days")
    .optional()
    .describe(
      `Minimum lifetime of certificates of an authority of your own, from which alarms are derived. Default: ${unknownKind.lifetimeDays}.`,
    ),
  roots: listOf(z.string({ error: root }).max(5000, root), "CA certificates in PEM", 5)
    .optional()
    .describe(
      "Its root certificates in PEM, which the canary then trusts: of an authority of your own that no browser knows, or of a known one's staging directory where they are not published (google).",
    ),
  profile: z
    .string({ error: profileName })
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, profileName)
    .optional()
    .describe(
      "What kind of certificate, where the authority has several: classic, tlsserver or shortlived (six days) of letsencrypt. Default: the authority's own.",
    ),
  preferredChain: z
    .string({ error: chain })
    .regex(/^[\x20-\x7e]{1,64}$/, chain)
    .optional()
    .describe("Common name that the chain should end with, where several are offered. Default: the authority's first."),
  eabSecretArn: z
    .string({ error: secretArn })
    .regex(/^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,128}$/, secretArn)
    .optional()
    .describe(
      'Secret in Secrets Manager with {"kid": "…", "hmacKey": "…"} of the account on the authority\'s site; encrypted by aws/secretsmanager or the store\'s data key.',
    ),
});

const recordName = "a record such as shop.challenges.example.net, in lower case";

const delegation = z.strictObject({
  record: z
    .string({ error: recordName })
    .max(253, "a record of at most 253 characters")
    .regex(/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, recordName)
    .describe("Target of the CNAME of _acme-challenge."),
  zoneId: z
    .string({ error: "a hosted zone's id such as Z0123456789ABCDEFGHIJ" })
    .regex(/^Z[A-Z0-9]{5,31}$/, "a hosted zone's id such as Z0123456789ABCDEFGHIJ")
    .describe("The hosted zone of this account that the record is in."),
});

/** The section `certificate` of a store's settings. */
export const certificate = z
  .strictObject({
    authorities: listOf(authority, "objects of name and, where needed, profile, eabSecretArn, directoryUrl …", 5)
      .min(1, "at least one authority")
      .default([{ name: "letsencrypt" }])
      .describe("Certificate authorities, in this order: if one fails, the next one is asked. With two, an outage of one is harmless."),
    staging: z
      .boolean({ error: "true or false" })
      .optional()
      .describe(
        `Uses the authorities' staging directories, whose certificates browsers do not trust and which have no rate limits. Default: ${byEnvironment(({ trialCertificates }) => trialCertificates)}.`,
      ),
    keyType: z
      .enum(["ecdsa-p256", "rsa-2048"], { error: "ecdsa-p256 or rsa-2048" })
      .default("ecdsa-p256")
      .describe("The certificate's key, a new one each time. rsa-2048 is for clients from before 2013."),
    names: listOf(certificateName, "names", 99)
      .default([])
      .describe("More names in the certificate, without DNS records of their own. A *. name needs a waiver that says why."),
    delegations: listOf(delegation, "objects of record, zoneId", 50)
      .default([])
      .describe("Where _acme-challenge of a name is a CNAME into another zone: that record and its zone."),
    caa: safeguard("Publishes CAA records at the store's names: no other authority, and no other account, may issue for them."),
    alsoAdmitted: listOf(domainName, "CAA domains such as amazon.com", 10)
      .default([])
      .describe("More CAA domains that the records admit, since they also hold for names below the store's that have none of their own."),
  })
  .prefault({})
  .describe("The certificate, its authorities and its names.");

/** The section, defaults filled in. */
export type CertificateInput = z.output<typeof certificate>;

/** One authority as the settings name it. */
export type AuthorityInput = CertificateInput["authorities"][number];
