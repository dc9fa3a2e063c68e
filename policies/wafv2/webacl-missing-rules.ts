import type { Policy } from "../model/policy.ts";
import { ruleGroupType, rulesOf, webAclType } from "./types.ts";

export const wafv2WebaclMissingRules: Policy = {
  name: "aws-wafv2-webacl-missing-rules",
  description: "No web ACL and no rule group is empty.",
  severity: "high",
  controls: ["WAF-02"],
  remediation: "Add rules, or remove it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",
  types: [webAclType, ruleGroupType],
  check: (holder, stack) => (rulesOf(holder, stack).length > 0 ? [] : ["the web ACL has no rule; add rules"]),
};
