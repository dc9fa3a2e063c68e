import type { Policy } from "../model/policy.ts";

export const configRuleConfigureRemediation: Policy = {
  name: "aws-config-rule-configure-remediation",
  description: "What a rule finds is put right by itself.",
  severity: "low",
  controls: ["CFG-02"],
  remediation: "Add a cfg.RemediationConfiguration with automatic: true where a document can do it.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
  types: ["aws:cfg/rule:Rule"],
  advisoryBecause: "not everything can be put right without a person, and what Pulumi provisions should be put right in its program",
  check: (rule, stack) => {
    const remedies = stack.referring(rule, "configRuleName", ["aws:cfg/remediationConfiguration:RemediationConfiguration"]);
    return remedies.some((remedy) => remedy.isTrue("automatic"))
      ? []
      : ["nothing puts right what it finds; add an automatic cfg.RemediationConfiguration"];
  },
};
