import type { Input } from "@pulumi/pulumi";
import type { FirewallRule, RuleActionName } from "../../domain/defaults/firewall-rules.ts";
import type { AlarmPlan } from "./plan.ts";

/** Arguments for a web ACL's alarms. */
export interface FirewallAlarmArgs {
  /** The name that its requests are counted by. */
  readonly webAclName: Input<string>;
  readonly region: string;
  /** Refused requests that are tolerated in five minutes. */
  readonly blockedPerFiveMinutes: number;
  /** Action of the rule on the orders of the whole store. */
  readonly storeOrders: RuleActionName;
}

/** Metrics of AWS by a rule's action (docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html). */
const metrics = {
  block: "BlockedRequests",
  captcha: "CaptchaRequests",
  challenge: "ChallengeRequests",
  count: "CountedRequests",
} as const satisfies Record<RuleActionName, string>;

/** The web ACL's alarms: an attack, shoppers refused by mistake, stolen cards tried out. */
export function firewallAlarms({ webAclName, region, blockedPerFiveMinutes, storeOrders }: FirewallAlarmArgs): AlarmPlan[] {
  const by = (rule: FirewallRule | "ALL") => ({
    namespace: "AWS/WAFV2",
    metric: "BlockedRequests",
    dimensions: { WebACL: webAclName, Region: region, Rule: rule },
    statistic: "Sum",
    comparison: "above" as const,
    silence: "none" as const,
  });
  return [
    {
      ...by("ALL"),
      name: "firewall-blocked",
      meaning: "Unusually many requests are refused: an attack, or a rule that is wrong",
      runbook: "firewall-blocked",
      threshold: blockedPerFiveMinutes,
    },
    {
      ...by("ALL"),
      name: "firewall-share",
      meaning: "A third of all requests is refused: shoppers may be among them",
      runbook: "firewall-blocked",
      shareOf: { others: "AllowedRequests", min: 500 },
      threshold: 33,
    },
    {
      ...by("order-rate"),
      name: "firewall-orders",
      meaning: "Orders arrive faster than people place them: stolen cards are being tested",
      runbook: "card-testing",
      threshold: 10,
      values: 1,
    },
    {
      ...by("order-store-rate"),
      metric: metrics[storeOrders],
      name: "firewall-orders-store",
      meaning:
        "The whole store has more orders than it is to have, from many addresses: stolen cards are being tried out, or it is your best day",
      runbook: "card-testing",
      threshold: 0,
      values: 1,
    },
  ];
}
