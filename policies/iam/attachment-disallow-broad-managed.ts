import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";

/** AWS's own policies that give away an account or a whole service. */
const broad =
  /:iam::aws:policy\/(.*\/)?(AdministratorAccess[\w-]*|PowerUserAccess|SecretsManagerReadWrite|\w*FullAccess\w*|\w*FullAccess-\w+)$/;

/** Where ARNs of managed policies stand, by type. */
const properties: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/role:Role": "managedPolicyArns",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};

export const iamAttachmentDisallowBroadManaged: Policy = {
  name: "aws-iam-attachment-disallow-broad-managed",
  description: "Nobody has one of AWS's own policies that allow everything, or all of a service.",
  severity: "critical",
  controls: ["IAM-07"],
  remediation: "Write a policy with the actions and resources that are needed, and attach that.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  types: Object.keys(properties),
  check: (attachment, stack) => {
    const property = properties[attachment.type] ?? "policyArn";
    if (!attachment.has(property)) return undefined;
    // A policy of this stack is judged by what it says.
    if (isUnknown(attachment.properties[property]) && stack.referred(attachment, property, ["aws:iam/policy:Policy"]).length > 0) return [];
    return attachment.list(property).flatMap((arn) => (broad.test(String(arn)) ? [`${property} is ${arn}; attach a narrower policy`] : []));
  },
};
