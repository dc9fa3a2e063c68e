import type { FirewallRule, RuleActionName } from "../defaults/firewall-rules.ts";
import type { WafStatement } from "./statements.ts";

/** Lists of addresses, named as the rules that they are for. */
export type AddressList = GivenList | "guard" | "visit";

/** Those whose addresses are in the settings; functions fill the others. */
export type GivenList = "scanner" | "monitor" | "staff" | "api" | "integration" | "blocked-addresses";

/** A rate: a number of requests in a number of seconds. */
export interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

/** Names of the rates. */
export type RateName =
  | "login"
  | "loginStore"
  | "account"
  | "order"
  | "orderSession"
  | "orderStore"
  | "checkout"
  | "search"
  | "aiCrawler"
  | "total";

/** Arguments for the plan of a store's rules. */
export interface FirewallPlanArgs {
  /** Names of the IP sets of each list, IPv4 first, for which ARNs stand in the web ACL; none where a list is empty. */
  readonly sets: Readonly<Record<AddressList, readonly string[]>>;
  readonly countries: { readonly block: readonly string[] } | { readonly allow: readonly string[] };
  /** Regular expressions. */
  readonly blockedAgents: readonly string[];
  /** Numbers of autonomous systems. */
  readonly blockedAsns: readonly number[];
  /** Regular expressions. */
  readonly blockedPaths: readonly string[];
  readonly admin: {
    /** A name of its own. @default - none */
    readonly host?: string | undefined;
    readonly staffOnly: boolean;
  };
  /** Targets that other companies' servers call: from the addresses of the list, and from anywhere. */
  readonly integrations: { readonly listed: readonly string[]; readonly anywhere: readonly string[] };
  /** Actions that place an order, beside those of X-Cart and its add-ons. */
  readonly orderActions: readonly string[];
  /** Who reaches X-Cart's API: no client, the addresses of a list, or every client. */
  readonly api: "closed" | "listed" | "open";
  readonly bots: { readonly level: "common" | "targeted"; readonly aiCrawlers: "block" | "limit" };
  readonly groups: {
    readonly linux: boolean;
    readonly php: boolean;
    readonly antiDdos: boolean;
    readonly accountTakeover: boolean;
    readonly accountCreation: boolean;
  };
  readonly rates: Readonly<Record<RateName, Rate>>;
  readonly actionOf: (rule: FirewallRule) => RuleActionName;
}

/** A rule that only marks a request, for later ones. */
export interface LabelRule {
  readonly kind: "label";
  readonly name: string;
  /** `form:login` and the like. */
  readonly label: string;
  readonly statement: WafStatement;
}

/** A rule that acts. */
export interface ActingRule {
  readonly kind: "rule" | "rate" | "group";
  readonly name: FirewallRule;
  readonly statement: WafStatement;
}

/** The rule that ends the evaluation for a scanner whose requests nothing that reacts may stop. */
export interface AllowRule {
  readonly kind: "allow";
  readonly name: string;
  readonly statement: WafStatement;
}

/** One rule of the web ACL. */
export type PlannedRule = LabelRule | ActingRule | AllowRule;
