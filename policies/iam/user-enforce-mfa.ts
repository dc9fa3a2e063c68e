import { conditionHas, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";

export const iamUserEnforceMfa: Policy = {
  name: "aws-iam-user-enforce-mfa",
  description: "If users have passwords, a policy of the stack denies everything without a second factor.",
  severity: "critical",
  controls: ["IAM-02"],
  remediation: 'Give the users\' group a policy that denies with the condition BoolIfExists {"aws:MultiFactorAuthPresent": "false"}.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5",
  types: ["aws:iam/userLoginProfile:UserLoginProfile"],
  check: (_, stack) => {
    const policies = stack.ofType("aws:iam/policy:Policy", "aws:iam/groupPolicy:GroupPolicy", "aws:iam/userPolicy:UserPolicy");
    return policies.some(deniesWithoutMfa) ? [] : ["no policy denies without aws:MultiFactorAuthPresent; add one to the users' group"];
  },
};

const deniesWithoutMfa = (policy: Resource) =>
  statementsOf(policy, "policy")?.some(
    ({ effect, condition }) => effect === "Deny" && conditionHas(condition, "aws:MultiFactorAuthPresent", "false"),
  ) ?? false;
