import { passHeader } from "./payment-page.ts";

/**
 * Limits of AWS WAF. Sources: docs.aws.amazon.com/waf/latest/developerguide/limits.html; for the capacity,
 * aws.amazon.com/waf/pricing (1,500 are in the price of a web ACL, up to 5,000 can be had).
 */
export const wafLimits = {
  /** Capacity units in the basic price. */
  capacity: 1500,
  maxCapacity: 5000,
  /** Characters of a regular expression; the API takes 512, the fixed quota is 200. */
  regexCharacters: 200,
  /** Bytes of a text that is compared. */
  textBytes: 200,
  countriesAStatement: 50,
  addressesASet: 10_000,
  rateRules: 10,
  /** Autonomous systems in a statement. */
  asnsAStatement: 100,
  /** References to IP sets, regex sets and rule groups in a web ACL. */
  references: 50,
  /** Minimum number of requests of a rate rule. */
  minRate: 10,
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
  "anti-ddos": { name: "AWSManagedRulesAntiDDoSRuleSet", capacity: 50 },
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

const inCore = (name: string): string => `awswaf:managed:aws:core-rule-set:${name}`;

/** Labels of AWS's groups by which a rule of ours decides. */
export const managedLabels = {
  longBody: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
  longQuery: "awswaf:managed:aws:core-rule-set:SizeRestrictions_QueryString",
  noUserAgent: "awswaf:managed:aws:core-rule-set:NoUserAgent_Header",
  badAgent: "awswaf:managed:aws:core-rule-set:BadBots_Header",
  aiCrawler: "awswaf:managed:aws:bot-control:CategoryAI",
} as const;

/**
 * Rules of AWS's groups that look at bodies and arguments of a query, and hit what staff write: descriptions, style sheets and templates,
 * files of a log by their names. They count, and ours decide by their labels. The namespace of the known bad inputs holds what counts there:
 * the group's other rules block, and nothing comes after them.
 * Source: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const contentRules = {
  markup: {
    names: ["CrossSiteScripting_BODY", "CrossSiteScripting_QUERYARGUMENTS"],
    labels: ["CrossSiteScripting_Body", "CrossSiteScripting_QueryArguments"].map(inCore),
  },
  inclusion: {
    names: [
      ...["GenericLFI_BODY", "GenericLFI_QUERYARGUMENTS", "GenericRFI_BODY", "GenericRFI_QUERYARGUMENTS"],
      ...["EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_QUERYARGUMENTS", "RestrictedExtensions_QUERYARGUMENTS"],
    ],
    labels: [
      ...["GenericLFI_Body", "GenericLFI_QueryArguments", "GenericRFI_Body", "GenericRFI_QueryArguments"],
      ...["EC2MetaDataSSRF_Body", "EC2MetaDataSSRF_QueryArguments", "RestrictedExtensions_QueryArguments"],
    ].map(inCore),
  },
  exploits: {
    names: [
      ...["JavaDeserializationRCE_BODY", "JavaDeserializationRCE_QUERYSTRING", "Log4JRCE_BODY", "Log4JRCE_QUERYSTRING", "ReactJSRCE_BODY"],
    ],
    namespace: "awswaf:managed:aws:known-bad-inputs:",
  },
} as const;

/**
 * Seconds for which a browser that has answered a challenge or solved a CAPTCHA is not asked again: three days, WAF's longest, and
 * one. A shopper who comes back to a tab of yesterday can still order (API_ImmunityTimeProperty: 60 to 259,200).
 */
export const immunitySeconds = { challenge: 259_200, captcha: 86_400 } as const;

/** Headers that no log holds: who is logged in, keys of X-Cart's API, and the pass of the watch of the payment page. */
export const secretHeaders = ["authorization", "cookie", "x-auth-token", passHeader.toLowerCase()] as const;

/** Parts of the names of a query's arguments that no log holds: X-Cart's session, keys of its API, and what was put there by mistake. */
export const secretArguments = ["_key", "xid", "password", "token"] as const;

/**
 * Arguments by their whole names, as data protection of AWS WAF knows them (API_FieldToProtect): 100 at most, of 64 characters. Where
 * one of them is protected, AWS hides the whole query in the details of a match. Sources: X-Cart 5.5.0.29, classes/XLite/Core/Converter.php
 * (`auth_token`), classes/XLite/Controller/Customer/RecoverPassword.php (`request_id`); ShipStation/Api; X-Cart's API (`_key`).
 */
export const protectedArguments = [
  ...secretArguments,
  ...["auth_token", "request_id", "xcart_form_id", "access_key", "key", "code", "state", "hash", "secret", "signature", "client_secret"],
  ...["access_token", "id_token", "password_conf", "pass", "SS-UserName", "SS-Password"],
] as const;
