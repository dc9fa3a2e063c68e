import type { Policy } from "../model/policy.ts";

export const configRuleConfigureRemediation: Policy = {
  name: "aws-config-rule-configure-remediation",
  description: "Findings of rules are remediated automatically.",
  severity: "low",
  controls: ["CFG-02"],
  remediation: "Add a cfg.RemediationConfiguration with automatic: true where a document can do it.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
  types: ["aws:cfg/rule:Rule"],
  advisoryBecause: "some findings need an operator, and those of Pulumi's resources belong in the program",
  check: (rule, stack) => {
    const remedies = stack.referring(rule, "configRuleName", ["aws:cfg/remediationConfiguration:RemediationConfiguration"]);
    return remedies.some((remedy) => remedy.isTrue("automatic"))
      ? []
      : ["nothing remediates its findings; add an automatic cfg.RemediationConfiguration"];
  },
};
