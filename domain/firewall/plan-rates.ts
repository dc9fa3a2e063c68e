import { managedLabels } from "../defaults/firewall.ts";
import type { FirewallRule } from "../defaults/firewall-rules.ts";
import { browserCheck, buttonOrders } from "../defaults/firewall-visitors.ts";
import { search, sessionCookie } from "../defaults/firewall-xcart.ts";
import { unlessKnown } from "./plan-filters.ts";
import { marks } from "./plan-labels.ts";
import { visitorMarks } from "./plan-visitors.ts";
import type { ActingRule, FirewallPlanArgs, Rate } from "./rule.ts";
import { allOf, anyOf, argument, body, has, labelled, matches, not, query, type RateStatement, type WafStatement } from "./statements.ts";

/** Rate rules: by address, orders by session as well, logins and orders in the whole store. */
export function rates({ rates: limits, bots, integrations }: FirewallPlanArgs): ActingRule[] {
  const submitted = (form: Parameters<typeof marks.form>[0]) => allOf(labelled(marks.form(form)), labelled(marks.submit));
  // ShipStation's add-on sends an administrator's password with each of its calls.
  const partners = integrations.listed.length > 0 ? [not(labelled(visitorMarks.integration.listed))] : [];
  const logins = allOf(labelled(marks.form("login")), labelled(marks.submit), ...partners);
  const orders = labelled(marks.form("order"));
  return [
    ...(bots.aiCrawlers === "limit" ? [rate("ai-crawler-rate", limits.aiCrawler, labelled(managedLabels.aiCrawler))] : []),
    rate("login-rate", limits.login, logins),
    rate("login-store-rate", limits.loginStore, logins, "store"),
    rate("account-rate", limits.account, submitted("account")),
    rate("order-rate", limits.order, orders),
    rate("order-session-rate", limits.orderSession, orders, { cookie: sessionCookie }),
    rate("order-store-rate", limits.orderStore, orders, "store"),
    rate("checkout-rate", limits.checkout, submitted("checkout")),
    rate("search-rate", limits.search, anyOf(matches(query, search.query), matches(body, search.body))),
    rate("total-rate", limits.total),
  ];
}

/**
 * Pages that ask for a browser, silently, before the form that they hold: a form itself cannot be answered by a puzzle, nor can a popup.
 * An order at X-Cart's own checkout without that answer comes from a program; those by a payment provider's button never saw such a page.
 */
export const pages = (args: FirewallPlanArgs): ActingRule[] => [
  {
    kind: "rule",
    name: "form-page",
    statement: allOf(
      // The login page as well, to which the nodes' lock sends locked-out clients.
      anyOf(labelled(marks.form("account")), labelled(marks.form("checkout")), has(argument(browserCheck))),
      labelled(visitorMarks.page),
      ...unlessKnown(args),
    ),
  },
  {
    kind: "rule",
    name: "order-token",
    statement: allOf(
      labelled(marks.form("order")),
      labelled(marks.form("checkout")),
      not(matches(body, buttonOrders)),
      ...unlessKnown(args),
    ),
  },
];

/** The requests that are counted together. */
type Counted = "address" | "store" | { readonly cookie: string };

function rate(
  name: FirewallRule,
  { requests, seconds }: Rate,
  scopeDownStatement?: WafStatement,
  counted: Counted = "address",
): ActingRule {
  const rateBasedStatement = {
    limit: requests,
    evaluationWindowSec: seconds,
    ...keyOf(counted),
    ...(scopeDownStatement && { scopeDownStatement }),
  };
  return { kind: "rate", name, statement: { rateBasedStatement } };
}

function keyOf(counted: Counted): Pick<RateStatement, "aggregateKeyType" | "customKeys"> {
  if (typeof counted === "string") return { aggregateKeyType: counted === "address" ? "IP" : "CONSTANT" };
  const cookie = { name: counted.cookie, textTransformations: [{ priority: 0, type: "NONE" as const }] };
  return { aggregateKeyType: "CUSTOM_KEYS", customKeys: [{ cookie }] };
}
