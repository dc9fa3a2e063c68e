import type { Policy } from "../model/policy.ts";

export const iamUserDisallowPolicies: Policy = {
  name: "aws-iam-user-disallow-policies",
  description: "Permissions are attached to roles and groups, not to single users.",
  severity: "medium",
  controls: ["IAM-09"],
  remediation: "Attach the policy to a group or a role.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
  types: [
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "aws:iam/policyAttachment:PolicyAttachment",
  ],
  check: (policy) => {
    if (policy.type.endsWith("Exclusive")) return policy.has("policyNames") || policy.has("policyArns") ? [message] : [];
    if (policy.type === "aws:iam/policyAttachment:PolicyAttachment") return policy.has("users") ? [message] : [];
    return [message];
  },
};

const message = "grants a user permissions directly; attach them to a group or a role";
