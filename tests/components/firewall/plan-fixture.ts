import { type FirewallRule, firewallRule, type RuleActionName } from "../../../domain/defaults/firewall-rules.ts";
import { planRules } from "../../../domain/firewall/plan.ts";
import type { FirewallPlanArgs, PlannedRule } from "../../../domain/firewall/rule.ts";
import type { WafStatement } from "../../../domain/firewall/statements.ts";

/** What each rule does by default, but for some. */
export const acting =
  (change: Partial<Record<FirewallRule, RuleActionName>> = {}) =>
  (name: FirewallRule): RuleActionName =>
    change[name] ?? firewallRule(name).action;

const often = { requests: 10, seconds: 120 };

/** A store with nothing but defaults. */
export const fixture: FirewallPlanArgs = {
  sets: {
    scanner: [],
    monitor: [],
    staff: [],
    api: [],
    integration: [],
    "blocked-addresses": [],
    guard: ["guard-4", "guard-6"],
    visit: [],
  },
  countries: { block: ["KP"] },
  blockedAgents: [],
  blockedAsns: [],
  blockedPaths: [],
  admin: { staffOnly: true },
  integrations: { listed: [], anywhere: [] },
  orderActions: [],
  api: "closed",
  bots: { level: "common", aiCrawlers: "block" },
  groups: { linux: false, php: false, antiDdos: false, accountTakeover: false, accountCreation: false },
  rates: {
    login: often,
    loginStore: often,
    account: often,
    order: often,
    orderSession: often,
    orderStore: often,
    checkout: often,
    search: often,
    aiCrawler: often,
    total: often,
  },
  actionOf: acting(),
};

/** Every list has addresses of both kinds. */
export const everyList: FirewallPlanArgs["sets"] = {
  scanner: ["scanner-4", "scanner-6"],
  monitor: ["monitor-4", "monitor-6"],
  staff: ["staff-4", "staff-6"],
  api: [],
  integration: [],
  "blocked-addresses": ["blocked-4", "blocked-6"],
  guard: ["guard-4", "guard-6"],
  visit: ["visit-6"],
};

/** Everything that can be switched on. */
export const everything: Partial<FirewallPlanArgs> = {
  sets: { ...everyList, api: ["api-4", "api-6"], integration: ["integration-4"] },
  integrations: { listed: ["cloud_search_api"], anywhere: ["qbwc_sync_orders"] },
  orderActions: ["pay_now"],
  blockedAsns: [64500],
  api: "listed",
  bots: { level: "targeted", aiCrawlers: "limit" },
  groups: { linux: true, php: true, antiDdos: true, accountTakeover: true, accountCreation: true },
  admin: { host: "office.example.com", staffOnly: true },
  blockedAgents: ["BadBot"],
  blockedPaths: ["^/old/"],
};

export const planned = (change: Partial<FirewallPlanArgs> = {}): PlannedRule[] => planRules({ ...fixture, ...change });

export const statementOf = (rules: readonly PlannedRule[], name: string): WafStatement => {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`no rule ${name}, expected one of ${rules.map((candidate) => candidate.name).join(", ")}`);
  return rule.statement;
};

/** All statements within one, itself first. */
export function within(statement: WafStatement): WafStatement[] {
  const { andStatement, orStatement, notStatement, rateBasedStatement, managedRuleGroupStatement } = statement;
  const inner = [
    ...(andStatement?.statements ?? []),
    ...(orStatement?.statements ?? []),
    notStatement?.statement,
    rateBasedStatement?.scopeDownStatement,
    managedRuleGroupStatement?.scopeDownStatement,
  ].filter((found) => found !== undefined);
  return [statement, ...inner.flatMap(within)];
}
