import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { homeNeeds } from "../model/presence.ts";

export const iamPasswordPolicyMissingInAccount: Policy = {
  name: "aws-iam-password-policy-missing-in-account",
  description: "An account has a password policy; AWS's default is weaker than PCI DSS allows.",
  severity: "medium",
  controls: ["IAM-01"],
  remediation: "Create an iam.AccountPasswordPolicy in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-10",
  types: [wholeStack],
  check: homeNeeds(
    "passwordPolicy",
    "there is no password policy; create an iam.AccountPasswordPolicy",
    (stack) => stack.ofType("aws:iam/accountPasswordPolicy:AccountPasswordPolicy").length > 0,
  ),
};
