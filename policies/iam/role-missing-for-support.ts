import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { homeNeeds } from "../model/presence.ts";
import { asList } from "../model/values.ts";

const attachments = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/role:Role": "managedPolicyArns",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
} as const;

export const iamRoleMissingForSupport: Policy = {
  name: "aws-iam-role-missing-for-support",
  description: "A role may open cases with AWS Support during an incident.",
  severity: "low",
  controls: ["IAM-14"],
  remediation: "Attach AWSSupportAccess to the role for handling incidents.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-18",
  types: [wholeStack],
  check: homeNeeds("staff", "no role has AWSSupportAccess; attach it to the role for incidents", (stack) =>
    Object.entries(attachments).some(([type, property]) =>
      stack.ofType(type).some((from) => asList(from.properties[property]).some((arn) => String(arn).endsWith(":policy/AWSSupportAccess"))),
    ),
  ),
};
