import type { FirewallRule, RuleActionName } from "../defaults/firewall-rules.ts";
import type { Response } from "./responses.ts";
import type { FirewallPlanArgs, PlannedRule } from "./rule.ts";
import { type RuleAction, type WafStatement, withSets } from "./statements.ts";

/** A rule as `aws.wafv2.WebAcl` takes it. */
export interface WebAclRule<Arn = string> {
  name: string;
  /** Tens, in the order of the list: one can be put between two by hand in an emergency. */
  priority: number;
  statement: WafStatement<Arn>;
  action?: RuleAction;
  overrideAction?: { none?: Record<never, never>; count?: Record<never, never> };
  ruleLabels?: { name: string }[];
  visibilityConfig: ReturnType<typeof visible>;
}

/** Counted by CloudWatch under its name, and shown in the console with examples. */
export const visible = (metricName: string) => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });

/** The planned rules in the form of the web ACL's property `rules`, with what stands for each IP set in place of its name. */
export const toRules = <Arn>(
  planned: readonly PlannedRule[],
  actionOf: FirewallPlanArgs["actionOf"],
  arnOf: (set: string) => Arn,
): WebAclRule<Arn>[] =>
  planned.map((rule, i) => ({
    name: rule.name,
    priority: 10 * (i + 1),
    statement: withSets(rule.statement, arnOf),
    ...acting(rule, actionOf),
    visibilityConfig: visible(rule.name),
  }));

function acting(rule: PlannedRule, actionOf: FirewallPlanArgs["actionOf"]): Pick<WebAclRule, "action" | "overrideAction" | "ruleLabels"> {
  switch (rule.kind) {
    case "label":
      return { action: { count: {} }, ruleLabels: [{ name: rule.label }] };
    case "allow":
      return { action: { allow: {} } };
    case "group":
      return { overrideAction: actionOf(rule.name) === "count" ? { count: {} } : { none: {} } };
    default:
      return { action: answerOf(rule.name, actionOf(rule.name), rule.kind) };
  }
}

function answerOf(name: FirewallRule, action: RuleActionName, kind: "rule" | "rate"): RuleAction {
  if (action !== "block") return { [action]: {} };
  const answer: Response = kind === "rate" ? "slower" : (pages[name] ?? "refused");
  const isTemporary = answer === "slower" || answer === "locked";
  return {
    block: {
      customResponse: {
        responseCode: isTemporary ? 429 : 403,
        customResponseBodyKey: answer,
        ...(isTemporary && { responseHeaders: [{ name: "Retry-After", value: "120" }] }),
      },
    },
  };
}

const pages: Partial<Record<FirewallRule, Response>> = { guard: "locked", admin: "staffOnly" };
