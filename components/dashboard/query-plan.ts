/** Logs that runbooks ask by CloudWatch Logs Insights. */
export type QueriedLog = "firewall" | "logins" | "dns";

/** A query that a page has an operator ask, kept where CloudWatch offers it. */
export interface QueryPlan {
  /** Part of its logical name. */
  readonly name: string;
  /** The question that it answers. */
  readonly title: string;
  /** The page under docs/operations that has it. */
  readonly runbook: string;
  readonly log: QueriedLog;
  readonly text: string;
}

const refused = (name: string, title: string, stats: string): QueryPlan => ({
  name,
  title,
  runbook: "firewall-blocked",
  log: "firewall",
  text: `filter action = 'BLOCK' | stats ${stats}`,
});

const failedBy = (name: string, field: string): QueryPlan => ({
  name: `logins-by-${name}`,
  title: `Failed logins by ${name.replace("-", " ")}`,
  runbook: "login-attack",
  log: "logins",
  text: `filter outcome = 'failure' | stats count(*) as n by ${field} | sort n desc | limit 15`,
});

/** The queries of the pages, word for word. */
export const savedQueries: readonly QueryPlan[] = [
  refused(
    "refused-by-rule",
    "Refused requests by rule",
    "count(*) as n, count_distinct(httpRequest.clientIp) as addresses by terminatingRuleId | sort n desc | limit 15",
  ),
  refused(
    "refused-by-address",
    "Refused requests by address",
    "count(*) as n by httpRequest.clientIp, httpRequest.country | sort n desc | limit 15",
  ),
  refused("refused-by-path", "Refused requests by path", "count(*) as n by terminatingRuleId, httpRequest.uri | sort n desc | limit 20"),
  {
    name: "orders-by-address",
    title: "Orders tried, by address",
    runbook: "card-testing",
    log: "firewall",
    text: 'filter @message like "form:order" | stats count(*) as n by httpRequest.clientIp, httpRequest.country, terminatingRuleId, action | sort n desc | limit 40',
  },
  {
    name: "refused-customer",
    title: "What was refused to 203.0.113.7, or the address that you put in",
    runbook: "unblock-a-customer",
    log: "firewall",
    text: "filter httpRequest.clientIp = '203.0.113.7' and action != 'ALLOW' | fields @timestamp, terminatingRuleId, action, httpRequest.httpMethod, httpRequest.uri, httpRequest.args | sort @timestamp desc | limit 20",
  },
  failedBy("account", "account"),
  failedBy("address", "address"),
  failedBy("user-agent", "userAgent"),
  failedBy("zone", "zone"),
  {
    name: "names-blocked",
    title: "Names that were blocked, by who asked",
    runbook: "dns-blocked",
    log: "dns",
    text: 'filter firewall_rule_action = "BLOCK" | stats count(*) as n by query_name, srcids.instance | sort n desc | limit 30',
  },
];
