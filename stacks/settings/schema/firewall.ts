import { z } from "zod";
import type { DeclineBudget } from "../../../domain/contracts/order-declines.ts";
import { managedGroups, wafLimits } from "../../../domain/defaults/firewall.ts";
import { actionsOf, type FirewallRule, firewallRule, firewallRuleNames } from "../../../domain/defaults/firewall-rules.ts";
import { declineBudgets } from "../../../domain/defaults/order-declines.ts";
import { date, domainName, reason, safeguard, wholeNumber } from "./fields.ts";
import {
  addressBlocks,
  countries,
  integration,
  knownParty,
  rate,
  wafRegexes,
  widestInWords,
  widestParty,
  word,
} from "./firewall-fields.ts";

const on = (what: string) => z.boolean({ error: "true or false" }).default(false).describe(what);

const admin = z
  .strictObject({
    addresses: addressBlocks({ ipv4: 16, ipv6: 32 })
      .refine((list) => list.length > 0, "at least one address block: with an empty list the administration would be unreachable")
      .optional()
      .describe(
        "Staff's address blocks, from which alone the administration is reachable. Default: none, and the administration is unreachable.",
      ),
    staffOnly: safeguard("Refuses the administration to all other addresses."),
    host: domainName.optional().describe("The administration's own name, one of the aliases (X-Cart's ADMIN_HOST). Default: none."),
  })
  .prefault({})
  .describe("The administration.");

const api = z
  .strictObject({
    addresses: addressBlocks(widestParty)
      .refine((list) => list.length > 0, "at least one address block, or no firewall.api, which closes it")
      .optional()
      .describe(`Address blocks of the programs that use it, ${widestInWords}.`),
    open: z.literal(true, { error: "true, or no value" }).optional().describe("Opens it to all addresses."),
    reason: reason.optional().describe("Who uses it, and why; listed by `store preview`."),
  })
  .refine(({ addresses, open }) => addresses === undefined || open === undefined, "addresses or open, not both")
  .refine(
    ({ addresses, open, reason: why }) => (addresses !== undefined || open === true) === (why !== undefined),
    "a reason with addresses or open: true, and no reason without",
  )
  .default({})
  .describe(
    "X-Cart's API (`/api`, `/api-login`) and its add-on for language models (`/mcp`): with an administrator's password or key, all orders and customers, without the second factor. Default: closed at the web ACL and at the nodes.",
  );

const countryRule = z
  .strictObject({
    block: countries
      .optional()
      .describe("Countries whose requests are blocked. Default: those with which no card scheme settles, unless allow is set."),
    allow: countries.optional().describe("The only countries whose requests are allowed, except those of payment providers."),
  })
  .refine(({ block, allow }) => block === undefined || allow === undefined, "block or allow, not both")
  .default({})
  .describe("Countries by their codes (ISO 3166-1). Payment providers' calls pass from everywhere.");

const bots = z
  .strictObject({
    level: z
      .enum(["common", "targeted"], { error: "common or targeted" })
      .default("common")
      .describe(
        "AWS Bot Control: common detects bots that identify themselves; targeted also those that do not, at ten times the price per request.",
      ),
    aiCrawlers: z
      .enum(["block", "limit"], { error: "block or limit" })
      .default("block")
      .describe("Crawlers that feed language models: block them, or limit them to rates.aiCrawler."),
  })
  .prefault({})
  .describe("Programs that look like shoppers. Search engines that AWS can verify always pass.");

const groups = z
  .strictObject({
    linux: on(`AWS's rule group for Linux: ${managedGroups.linux.capacity} WCU, which needs capacity: 2000.`),
    antiDdos: on(
      `AWS's rule group against floods of requests: ${managedGroups["anti-ddos"].capacity} WCU, and a price of its own by the month and the request (aws.amazon.com/waf/pricing). Let it count first (\`actions.anti-ddos\`).`,
    ),
    php: on(`AWS's rule group for PHP, beside the rule php-code: ${managedGroups.php.capacity} WCU, which needs capacity: 2000.`),
    accountTakeover: on("AWS's fraud control at logins (stolen passwords); costs by the login."),
    accountCreation: on("AWS's fraud control at registrations; costs by the attempt."),
  })
  .prefault({})
  .describe("More of AWS's rule groups.");

const rates = z
  .strictObject({
    login: rate(10, 120, "Logins from an address. The exact limit, six failures, is the login guard's."),
    loginStore: rate(
      600,
      300,
      "Logins in the whole store, from any number of addresses: passwords sprayed over many. Two a second is more than a sale of thousands of orders an hour brings.",
    ),
    account: rate(10, 300, "Registrations, changes of a profile and forgotten passwords from an address."),
    order: rate(10, 300, "Orders placed from an address: card testing."),
    orderSession: rate(10, 600, "Orders placed in a session, from any number of addresses."),
    orderStore: rate(
      300,
      300,
      "Orders in the whole store, from any number of addresses: cards tested by many. One a second, 3600 an hour, is beyond a sale's best hour; raise it where yours has more.",
    ),
    checkout: rate(150, 300, "Steps of the checkout from an address."),
    search: rate(100, 300, "Searches from an address."),
    aiCrawler: rate(100, 300, "Requests of an AI crawler's address, where bots.aiCrawlers is limit."),
    total: rate(2000, 300, "Requests of any kind from an address."),
  })
  .prefault({})
  .describe("Rate limits. Behind one address can be a whole company.");

const budget = (max: number, { declines, windowSeconds }: DeclineBudget, whose: string) =>
  z
    .strictObject({
      declines: wholeNumber(2, max, "declines").default(declines).describe("Number of declines from which on orders are challenged."),
      windowSeconds: wholeNumber(60, 3600, "seconds").default(windowSeconds).describe("How far back declines count."),
    })
    .prefault({})
    .describe(whose);

const declines = z
  .strictObject({
    store: budget(
      10_000,
      declineBudgets.store,
      "Of the whole store. About twice the declines of its busiest ten minutes; a tenth of its orders is usual.",
    ),
    address: budget(100, declineBudgets.address, "Of one address; IPv6 by /64."),
  })
  .prefault({})
  .describe(
    "Declined payments, which nodes count: above these thresholds, an order needs a browser that has answered the web ACL's challenge.",
  );

const trial = z.strictObject({
  action: z.literal("count", { error: "count" }).describe("The rule counts requests and blocks none."),
  reason: reason.describe("The purpose of the trial."),
  until: date.describe("The trial's last day."),
});

const actionFor = (name: FirewallRule) => {
  const { action, inDev, about } = firewallRule(name);
  const options = actionsOf(name);
  const byDefault = inDev ? `${action}; ${inDev} in dev` : action;
  return z
    .union([z.enum(options), trial], { error: `${options.join(", ")}, or { action: count, reason, until }` })
    .optional()
    .describe(`For ${about}. Default: ${byDefault}.`);
};

const actions = z
  .strictObject(Object.fromEntries(firewallRuleNames.map((name) => [name, actionFor(name)])))
  .default({})
  .describe("Actions of the rules, by name. In prod, a rule may only count with a reason and an end.");

/** The settings of the web application firewall. */
export const firewall = z
  .strictObject({
    admin,
    api,
    scanners: z
      .array(knownParty("scanning vendor"), { error: "a list of objects of name, addresses, reason, until" })
      .default([])
      .describe("Approved scanning vendors (PCI DSS 11.3.2), whose scans are exempt from reactive rules such as rate limits."),
    monitors: z
      .array(knownParty("monitor"), { error: "a list of objects of name, addresses, reason, until" })
      .default([])
      .describe("Uptime monitors, exempt from countries, bot rules and challenges."),
    blockedAddresses: addressBlocks().default([]).describe("Addresses that are blocked."),
    integrations: z
      .array(integration, { error: "a list of objects of name, targets, addresses, reason, until" })
      .default([])
      .describe("Other companies' servers that call the shop, exempt from countries, reputation and bot rules."),
    orderActions: z
      .array(word, { error: "a list of X-Cart's words" })
      .max(5, "at most 5 actions")
      .default([])
      .describe(
        "Actions of add-ons that place an order or try a card, and count for `rates.order` and `declines`. X-Cart's own and those of its payment add-ons are known.",
      ),
    blockedAsns: z
      .array(wholeNumber(1, 4_294_967_295), { error: "a list of numbers of autonomous systems" })
      .max(wafLimits.asnsAStatement, `at most ${wafLimits.asnsAStatement}, the maximum of a statement of AWS WAF`)
      .default([])
      .describe("Networks that are blocked, by the numbers of their autonomous systems."),
    blockedAgents: wafRegexes.describe("User agents that are blocked, as regular expressions; (?i) at the beginning ignores case."),
    blockedPaths: wafRegexes.describe("Paths that are blocked, as regular expressions."),
    countries: countryRule,
    bots,
    groups,
    rates,
    declines,
    actions,
    capacity: wholeNumber(wafLimits.capacity, wafLimits.maxCapacity, "WCU")
      .default(wafLimits.capacity)
      .describe(`Maximum capacity of the rules in WCU. Above ${wafLimits.capacity}, AWS charges for each request by steps of 500.`),
  })
  .describe("AWS WAF, in front of the load balancer.");
