import type { Policy } from "../model/policy.ts";
import { allRulesOf, managedGroups, webAclType } from "./types.ts";

export const wafv2WebaclMissingKnownBadInputs: Policy = {
  name: "aws-wafv2-webacl-missing-known-bad-inputs",
  description: "Each web ACL has AWS's group against known bad inputs (such as Log4j), and its decisions are effective.",
  severity: "high",
  controls: ["WAF-05"],
  remediation: "Add AWSManagedRulesKnownBadInputsRuleSet with overrideAction none.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
  types: [webAclType],
  check: (acl, stack) => {
    const rules = allRulesOf(acl, stack).filter((rule) => managedGroups(rule).includes("AWSManagedRulesKnownBadInputsRuleSet"));
    if (rules.length === 0) return ["AWSManagedRulesKnownBadInputsRuleSet is missing; add it"];
    return rules.every(({ override }) => override === "count")
      ? ["AWSManagedRulesKnownBadInputsRuleSet only counts; set overrideAction none"]
      : [];
  },
};
