import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const securityhubAccountMissingInAccount: Policy = {
  name: "aws-securityhub-account-missing-in-account",
  description: "An account has Security Hub, which collects findings.",
  severity: "medium",
  controls: ["SH-01"],
  remediation: "Create a securityhub.Account in the account stack.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/securityhub-enabled.html",
  types: [wholeStack],
  check: accountNeeds(
    "securityHub",
    "Security Hub is off; create a securityhub.Account",
    (stack) => stack.ofType("aws:securityhub/account:Account", "aws:securityhub/accountV2:AccountV2").length > 0,
  ),
};
