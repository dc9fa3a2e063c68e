import type { Policy } from "../model/policy.ts";
import { allRulesOf, managedGroups, statements, type WafRule, webAclType } from "./types.ts";

const kinds: readonly (readonly [what: string, has: (rule: WafRule) => boolean])[] = [
  ["AWSManagedRulesAmazonIpReputationList", (rule) => managedGroups(rule).includes("AWSManagedRulesAmazonIpReputationList")],
  ["AWSManagedRulesBotControlRuleSet", (rule) => managedGroups(rule).includes("AWSManagedRulesBotControlRuleSet")],
  [
    "a rule about countries (geoMatchStatement)",
    (rule) => statements(rule.statement, "geoMatchStatement").some(({ countryCodes }) => hasSome(countryCodes)),
  ],
  [
    "a rule about user agents",
    (rule) => statements(rule.statement, "singleHeader").some(({ name }) => String(name).toLowerCase() === "user-agent"),
  ],
];

export const wafv2WebaclMissingBotRules: Policy = {
  name: "aws-wafv2-webacl-missing-bot-rules",
  description: "Each web ACL has rules on IP reputation, bots, countries and user agents, which act on requests.",
  severity: "medium",
  controls: [
    {
      key: "G2",
      service: "What no other tool checks",
      control: "Bot, IP-reputation, country and user-agent rules in the web ACL",
      pci: ["6.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Add AWS's groups on IP reputation and bots, a geoMatchStatement and a match on the header user-agent, none of which only counts.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html",
  types: [webAclType],
  check: (acl, stack) => {
    const acting = allRulesOf(acl, stack).filter(({ action, override }) => action !== "count" && override !== "count");
    return kinds.filter(([, has]) => !acting.some(has)).map(([what]) => `${what} is missing or only counts; add it`);
  },
};

const hasSome = (codes: unknown): boolean => Array.isArray(codes) && codes.length > 0;
