import type { Policy } from "../model/policy.ts";
import { isTrue, read } from "../model/values.ts";
import { ruleGroupType, rulesOf, webAclType } from "./types.ts";

export const wafv2RuleEnableMetrics: Policy = {
  name: "aws-wafv2-rule-enable-metrics",
  description: "Web ACLs, rule groups and all their rules have CloudWatch metrics.",
  severity: "medium",
  controls: ["WAF-04"],
  remediation: "Set visibilityConfig.cloudwatchMetricsEnabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-12",
  types: [webAclType, ruleGroupType],
  check: (holder, stack) => {
    const at = Array.isArray(holder.get("visibilityConfig")) ? "visibilityConfig.0" : "visibilityConfig";
    const own = isTrue(read(holder.properties, `${at}.cloudwatchMetricsEnabled`))
      ? []
      : ["visibilityConfig.cloudwatchMetricsEnabled is not true; set true"];
    const silent = rulesOf(holder, stack).filter(({ hasMetrics }) => !hasMetrics);
    return [...own, ...silent.map(({ name }) => `rule ${name} has no metrics; set visibilityConfig.cloudwatchMetricsEnabled: true`)];
  },
};
