/**
 * What AWS WAF allows. Sources: docs.aws.amazon.com/waf/latest/developerguide/limits.html; for the capacity,
 * aws.amazon.com/waf/pricing (1,500 are in the price of a web ACL, up to 5,000 can be had).
 */
export const wafLimits = {
  /** Capacity units in the basic price. */
  capacity: 1500,
  largestCapacity: 5000,
  /** Characters of a regular expression; the API takes 512, the fixed quota is 200. */
  regexCharacters: 200,
  /** Bytes of a text that is compared. */
  textBytes: 200,
  countriesAStatement: 50,
  addressesASet: 10_000,
  rateRules: 10,
  /** References to IP sets, regex sets and rule groups in a web ACL. */
  references: 50,
  /** Fewest requests that a rate rule can be about. */
  leastRate: 10,
  tokenDomains: 10,
  /** Bytes of a request's body that rules see behind a load balancer; it cannot be raised there. */
  bodyBytes: 8192,
} as const;

/**
 * AWS's rule groups with their capacity and the beginning of their labels.
 * Source: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html. Without a version each follows AWS's
 * default one, which AWS announces and tests before it changes; pinning one means missing what is new.
 */
export const managedGroups = {
  "known-bad-inputs": { name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200 },
  core: { name: "AWSManagedRulesCommonRuleSet", capacity: 700 },
  sqli: { name: "AWSManagedRulesSQLiRuleSet", capacity: 200 },
  php: { name: "AWSManagedRulesPHPRuleSet", capacity: 100 },
  linux: { name: "AWSManagedRulesLinuxRuleSet", capacity: 200 },
  "ip-reputation": { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25 },
  "anonymous-ip": { name: "AWSManagedRulesAnonymousIpList", capacity: 50 },
  "bot-control": { name: "AWSManagedRulesBotControlRuleSet", capacity: 50 },
  "account-takeover": { name: "AWSManagedRulesATPRuleSet", capacity: 50 },
  "account-creation": { name: "AWSManagedRulesACFPRuleSet", capacity: 50 },
} as const;

/** One of {@link managedGroups}. */
export type ManagedGroup = keyof typeof managedGroups;

/** What AWS's groups write on a request, where a rule of ours decides by it. */
export const managedLabels = {
  longBody: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
  longQuery: "awswaf:managed:aws:core-rule-set:SizeRestrictions_QueryString",
  noUserAgent: "awswaf:managed:aws:core-rule-set:NoUserAgent_Header",
  badAgent: "awswaf:managed:aws:core-rule-set:BadBots_Header",
  markup: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
  aiCrawler: "awswaf:managed:aws:bot-control:CategoryAI",
} as const;

/**
 * How long a browser that has answered a challenge or solved a CAPTCHA is left alone, in seconds: three days, WAF's longest, and
 * one. A shopper who comes back to a tab of yesterday can still order (API_ImmunityTimeProperty: 60 to 259,200).
 */
export const immunitySeconds = { challenge: 259_200, captcha: 86_400 } as const;

/** Headers that no log holds: who is logged in, and keys of X-Cart's API. */
export const secretHeaders = ["authorization", "cookie", "x-auth-token"] as const;

/** Arguments of a query that no log holds: X-Cart's session, keys of its API, and what somebody put there by mistake. */
export const secretArguments = ["_key", "xid", "password", "token"] as const;
