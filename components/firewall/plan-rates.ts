import { managedLabels } from "../../domain/defaults/firewall.ts";
import type { FirewallRule } from "../../domain/defaults/firewall-rules.ts";
import { search, sessionCookie } from "../../domain/defaults/firewall-xcart.ts";
import { unlessKnown } from "./plan-filters.ts";
import { marks } from "./plan-labels.ts";
import type { ActingRule, FirewallPlanArgs, Rate } from "./rule.ts";
import { allOf, anyOf, body, labelled, matches, not, query, type WafStatement } from "./statements.ts";

/** What may happen so often: by address, orders by session as well. */
export function rates({ rates: limits, bots }: FirewallPlanArgs): ActingRule[] {
  const submitted = (form: Parameters<typeof marks.form>[0]) => allOf(labelled(marks.form(form)), labelled(marks.submit));
  return [
    ...(bots.aiCrawlers === "limit" ? [rate("ai-crawler-rate", limits.aiCrawler, labelled(managedLabels.aiCrawler))] : []),
    rate("login-rate", limits.login, submitted("login")),
    rate("account-rate", limits.account, submitted("account")),
    rate("order-rate", limits.order, labelled(marks.form("order"))),
    rate("order-session-rate", limits.orderSession, labelled(marks.form("order")), sessionCookie),
    rate("checkout-rate", limits.checkout, submitted("checkout")),
    rate("search-rate", limits.search, anyOf(matches(query, search.query), matches(body, search.body))),
    rate("total-rate", limits.total),
  ];
}

/**
 * Pages that ask for a browser, silently, before the form that they hold: a form itself cannot be answered by a puzzle. An order
 * without that answer comes from a program.
 */
export const pages = (args: FirewallPlanArgs): ActingRule[] => [
  {
    kind: "rule",
    name: "form-page",
    statement: allOf(
      anyOf(labelled(marks.form("account")), labelled(marks.form("checkout"))),
      not(labelled(marks.submit)),
      ...unlessKnown(args),
    ),
  },
  { kind: "rule", name: "order-token", statement: allOf(labelled(marks.form("order")), ...unlessKnown(args)) },
];

function rate(name: FirewallRule, { requests, seconds }: Rate, scopeDownStatement?: WafStatement, cookie?: string): ActingRule {
  const by = cookie
    ? {
        aggregateKeyType: "CUSTOM_KEYS" as const,
        customKeys: [{ cookie: { name: cookie, textTransformations: [{ priority: 0, type: "NONE" as const }] } }],
      }
    : { aggregateKeyType: "IP" as const };
  return {
    kind: "rate",
    name,
    statement: {
      rateBasedStatement: { limit: requests, evaluationWindowSec: seconds, ...by, ...(scopeDownStatement && { scopeDownStatement }) },
    },
  };
}
