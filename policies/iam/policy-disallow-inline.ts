import type { Policy } from "../model/policy.ts";

export const iamPolicyDisallowInline: Policy = {
  name: "aws-iam-policy-disallow-inline",
  description: "Permissions are managed policies, which have versions and are listed in one place.",
  severity: "low",
  controls: ["IAM-09"],
  remediation: "Convert it to an iam.Policy, and attach that.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html",
  types: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/groupPolicy:GroupPolicy", "aws:iam/userPolicy:UserPolicy", "aws:iam/role:Role"],
  check: (policy) => {
    if (policy.type !== "aws:iam/role:Role") return ["is an inline policy; convert it to an iam.Policy and attach that"];
    const inline = policy.list("inlinePolicies").filter((_, i) => policy.has(`inlinePolicies.${i}.policy`));
    return inline.length > 0 ? [`inlinePolicies has ${inline.length}; convert each to an iam.Policy and attach that`] : [];
  },
};
