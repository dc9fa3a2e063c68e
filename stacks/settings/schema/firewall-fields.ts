import ipaddr from "ipaddr.js";
import { z } from "zod";
import { countryCodes } from "../../../domain/defaults/countries.ts";
import { wafLimits } from "../../../domain/defaults/firewall.ts";
import { refusedIn } from "../../../domain/defaults/firewall-regex.ts";
import { date, readableText, reason, wholeNumber } from "./fields.ts";

const blockExpected = "an address block such as 203.0.113.0/24, 203.0.113.7/32 or 2001:db8:12::/48";

/** Ranges that no client has: private, local, multicast. Documentation ranges are not among them, since examples need them. */
const unreachable = ["private", "loopback", "linkLocal", "uniqueLocal", "carrierGradeNat", "multicast", "broadcast", "unspecified"];

/** The shortest prefix of such a range: IPv6's local addresses have 7 bits, multicast in IPv4 has 4. */
const WIDE = 4;

/** Public addresses in CIDR notation, on their own boundary; never all of them (AWS WAF takes no /0). */
export const addressBlock = z.union([z.cidrv4(), z.cidrv6()], { error: blockExpected }).superRefine((text, context) => {
  const [address = "", bits = ""] = text.split("/");
  if (Number(bits) === 0) {
    context.addIssue("a block smaller than /0, the whole internet");
    return;
  }
  const first = firstAddress(text);
  if (ipaddr.parse(address).toString() !== first) context.addIssue(`the block's first address, ${first}/${bits}`);
  // What is wider than any of those has public addresses as well.
  else if (Number(bits) >= WIDE && unreachable.includes(ipaddr.parse(address).range()))
    context.addIssue("public addresses: no request comes from these");
});

/** The first address of a block. */
function firstAddress(block: string): string {
  return (block.includes(":") ? ipaddr.IPv6.networkAddressFromCIDR(block) : ipaddr.IPv4.networkAddressFromCIDR(block)).toString();
}

/** Whether all addresses of `inner` are in `outer`. */
export function holds(outer: string, inner: string): boolean {
  const [address, bits] = ipaddr.parseCIDR(inner);
  const range = ipaddr.parseCIDR(outer);
  return address.kind() === range[0].kind() && bits >= range[1] && address.match(range);
}

/** An address block that is no wider than those prefixes. */
export const smallBlock = (narrowest: { readonly ipv4: number; readonly ipv6: number }) =>
  addressBlock.superRefine((text, context) => widerThan(narrowest, text, context));

/** The widest blocks that a party outside the store may have, such as a scanner or a program. */
export const widestParty = { ipv4: 20, ipv6: 48 } as const;

/** {@link widestParty} in a description. */
export const widestInWords = `at most /${widestParty.ipv4} and /${widestParty.ipv6}`;

/** A list of blocks, each once, as many as a set of AWS WAF holds. */
export const addressBlocks = (narrowest?: { readonly ipv4: number; readonly ipv6: number }) =>
  once(
    z
      .array(narrowest ? smallBlock(narrowest) : addressBlock, { error: "a list of address blocks" })
      .max(wafLimits.addressesASet, `at most ${wafLimits.addressesASet} address blocks, the maximum of a set of AWS WAF`),
    "a block that is not listed already",
  );

function widerThan({ ipv4, ipv6 }: { readonly ipv4: number; readonly ipv6: number }, text: string, context: z.core.$RefinementCtx<string>) {
  const min = text.includes(":") ? ipv6 : ipv4;
  if (Number(text.split("/")[1]) < min) context.addIssue(`a block of /${min} or smaller, with the party's own addresses only`);
}

/** A regular expression as AWS WAF takes them; compared with any part of a text, case counts unless it begins with `(?i)`. */
export const wafRegex = z
  .string({ error: "a regular expression" })
  .min(1, "a regular expression")
  .max(wafLimits.regexCharacters, `a regular expression of at most ${wafLimits.regexCharacters} characters (AWS WAF)`)
  .superRefine((text, context) => {
    const found = refusedIn(text);
    if (found) context.addIssue(`a regular expression without ${found}, which AWS WAF does not support`);
    else if (!compiles(text)) context.addIssue("a valid regular expression");
    else if (matchesAnything(text)) context.addIssue("a regular expression that does not match every request");
  });

/** The regular expression as AWS WAF reads it; undefined where it is invalid. */
export function wafRegexOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text.replace(/^\(\?i\)/, ""), text.startsWith("(?i)") ? "i" : "");
  } catch {
    return undefined;
  }
}

const compiles = (text: string): boolean => wafRegexOf(text) !== undefined;

const matchesAnything = (text: string): boolean => wafRegexOf(text)?.test("") === true;

/** A list of regular expressions, each once. */
export const wafRegexes = once(
  z.array(wafRegex, { error: "a list of regular expressions" }).max(20, "at most 20 regular expressions").default([]),
  "an expression that is not listed already",
);

/** A list of countries, each once. */
export const countries = once(
  z
    .array(z.enum(countryCodes, { error: "a country's code in two capital letters such as DE (ISO 3166-1; XK for Kosovo)" }), {
      error: "a list of countries' codes",
    })
    .min(1, "at least one country"),
  "a country that is not listed already",
);

/** An exception's end: a day, or never. */
export const until = z.union([z.literal("permanent"), date], { error: 'a day in quotes such as "2027-03-31", or permanent' });

/** A party whose addresses get an exception, with its end. */
export const knownParty = (what: string) =>
  z.strictObject({
    name: readableText("a name")
      .min(2, "a name of at least 2 characters")
      .max(60, "a name of at most 60 characters")
      .describe(`Name of the ${what}.`),
    addresses: addressBlocks(widestParty)
      .refine((list) => list.length > 0, "at least one address block")
      .describe(`Their address blocks, as they publish them; ${widestInWords}.`),
    reason: reason.describe("Why they get the exception."),
    until: until.describe("The exception's last day, or permanent."),
  });

/** A maximum number of requests in one of WAF's windows. */
export const rate = (requests: number, seconds: 60 | 120 | 300 | 600, what: string) =>
  z
    .strictObject({
      requests: wholeNumber(wafLimits.minRate, 2_000_000_000, "requests")
        .default(requests)
        .describe("Requests in the window above which the rule acts."),
      seconds: z
        .literal([60, 120, 300, 600], { error: "60, 120, 300 or 600 seconds (AWS WAF)" })
        .default(seconds)
        .describe("The window in which requests are counted."),
    })
    .prefault({})
    .describe(what);

/** Adds a fault for each element that was there before. */
function once<T extends z.ZodType<readonly string[]>>(list: T, message: string) {
  return list.superRefine((elements, context) => {
    elements.forEach((element, i) => {
      if (elements.indexOf(element) < i) context.addIssue({ code: "custom", message, input: element, path: [i] });
    });
  });
}

/** A target or an action of X-Cart's, as X-Cart writes it. */
export const word = z
  .string({ error: "a word such as cloud_search_api" })
  .regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/, "a word of small letters, digits and single underscores, such as cloud_search_api")
  .max(60, "at most 60 characters");

/** Another company's server, by what it calls. */
export const integration = z.strictObject({
  name: readableText("a name")
    .min(2, "a name of at least 2 characters")
    .max(60, "a name of at most 60 characters")
    .describe("Name of the caller."),
  targets: z
    .array(word, { error: "a list of X-Cart's targets" })
    .min(1, "at least one target")
    .describe("X-Cart's targets that it calls, such as `cloud_search_api`; never those of logins, accounts or orders."),
  addresses: addressBlocks(widestParty)
    .refine((list) => list.length > 0, "at least one address block, or no addresses")
    .optional()
    .describe("Their address blocks, as they publish them. Default: any address, which `store preview` lists."),
  reason: reason.describe("Why they get the exception."),
  until: until.optional().describe("The exception's last day, or permanent. Default: permanent."),
});
