import type { Policy } from "../model/policy.ts";
import { ruleGroupType, rulesOf, webAclType } from "./types.ts";

export const wafv2RuleMissingAction: Policy = {
  name: "aws-wafv2-rule-missing-action",
  description: "Every rule has an action, and every rule about a group an override action.",
  severity: "medium",
  controls: ["WAF-03"],
  remediation: "Set action (block, allow, count, captcha, challenge), or overrideAction for a group.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html",
  types: [webAclType, ruleGroupType],
  check: (holder, stack) =>
    rulesOf(holder, stack)
      .filter(({ action, override }) => action === undefined && override === undefined)
      .map(({ name }) => `rule ${name} has neither action nor overrideAction; set one`),
};
