import type { Policy } from "../model/policy.ts";

const names = ["webAcl:WebAcl", "ruleGroup:RuleGroup", "rule:Rule", "rateBasedRule:RateBasedRule", "webAclAssociation:WebAclAssociation"];

export const wafv2WebaclDisallowClassic: Policy = {
  name: "aws-wafv2-webacl-disallow-classic",
  description: "WAF Classic, which AWS is retiring, is not used.",
  severity: "medium",
  controls: ["WAF-06"],
  remediation: "Write the rules as an aws.wafv2.WebAcl.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/classic-waf-chapter.html",
  types: ["waf", "wafregional"].flatMap((module) => names.map((name) => `aws:${module}/${name}`)),
  check: () => ["WAF Classic is used; use aws.wafv2"],
};
