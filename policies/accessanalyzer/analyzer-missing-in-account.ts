import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const accessanalyzerAnalyzerMissingInAccount: Policy = {
  name: "aws-accessanalyzer-analyzer-missing-in-account",
  description: "IAM Access Analyzer reports which resources of an account and Region can be reached from outside.",
  severity: "medium",
  controls: ["IAM-18"],
  remediation: "Create an accessanalyzer.Analyzer of the type ACCOUNT or ORGANIZATION in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-28",
  types: [wholeStack],
  check: accountNeeds(
    "accessAnalyzer",
    "there is no analyzer of external access; create an accessanalyzer.Analyzer of the type ACCOUNT",
    (stack) =>
      stack
        .ofType("aws:accessanalyzer/analyzer:Analyzer")
        .some((analyzer) => ["ACCOUNT", "ORGANIZATION"].includes(analyzer.text("type") ?? "ACCOUNT")),
  ),
};
