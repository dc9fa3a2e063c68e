import type { Input } from "@pulumi/pulumi";
import type { FirewallRule, RuleActionName } from "../defaults/firewall-rules.ts";
import type { XcartLine } from "../defaults/firewall-xcart.ts";
import { capacityOf } from "./capacity.ts";
import { filters } from "./plan-filters.ts";
import { groups } from "./plan-groups.ts";
import { labels } from "./plan-labels.ts";
import { pages, rates } from "./plan-rates.ts";
import type { Statement } from "./statements.ts";

/** Lists of addresses, named as the rules that they are for. */
export type AddressList = "scanner" | "monitor" | "staff" | "blocked-addresses" | "guard";

/** So many requests in so many seconds. */
export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

/** What can have a rate. */
export type RateName = "login" | "account" | "order" | "orderSession" | "checkout" | "search" | "aiCrawler" | "total";

/** What the rules of a store follow from. */
export interface FirewallPlanArgs {
  readonly xcartLine: XcartLine;
  /** ARNs of the IP sets of each list, IPv4 first; none where a list is empty. */
  readonly sets: Readonly<Record<AddressList, readonly Input<string>[]>>;
  readonly countries: { readonly block: readonly string[] } | { readonly allow: readonly string[] };
  /** Regular expressions. */
  readonly blockedAgents: readonly string[];
  /** Regular expressions. */
  readonly blockedPaths: readonly string[];
  readonly admin: {
    /** First folder of its addresses. */
    readonly path: string;
    /** A name of its own. @default - none */
    readonly host?: string | undefined;
    readonly staffOnly: boolean;
  };
  readonly bots: { readonly level: "common" | "targeted"; readonly aiCrawlers: "block" | "limit" };
  readonly groups: { readonly linux: boolean; readonly accountTakeover: boolean; readonly accountCreation: boolean };
  readonly rates: Readonly<Record<RateName, Rate>>;
  readonly actionOf: (rule: FirewallRule) => RuleActionName;
}

/** A rule that only marks a request, for later ones. */
export interface LabelRule {
  readonly kind: "label";
  readonly name: string;
  /** `form:login` and the like. */
  readonly label: string;
  readonly statement: Statement;
}

/** A rule that acts. */
export interface ActingRule {
  readonly kind: "rule" | "rate" | "group";
  readonly name: FirewallRule;
  readonly statement: Statement;
}

/** The rule that ends the evaluation for a scanner whose requests nothing that reacts may stop. */
export interface AllowRule {
  readonly kind: "allow";
  readonly name: string;
  readonly statement: Statement;
}

/** One rule of the web ACL. */
export type PlannedRule = LabelRule | ActingRule | AllowRule;

/**
 * The rules in the order in which they are asked: marks first; then what is the same for everybody (addresses, countries, paths,
 * AWS's groups on attacks); then scanners go; then what reacts (reputation, bots, rates) and asks for a browser.
 */
export const planRules = (args: FirewallPlanArgs): PlannedRule[] => [
  ...labels(args),
  ...filters(args),
  ...groups(args),
  ...rates(args),
  ...pages(args),
];

/** What the rules cost of the web ACL's capacity (WCU), each by its name. */
export const capacities = (rules: readonly PlannedRule[]): { readonly name: string; readonly capacity: number }[] =>
  rules.map(({ name, statement }) => ({ name, capacity: capacityOf(statement) }));
