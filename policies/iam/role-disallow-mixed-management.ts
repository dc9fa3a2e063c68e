import type { Policy } from "../model/policy.ts";

/** A role's own lists, and what else could decide the same. */
const others = {
  managedPolicyArns: [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  ],
  inlinePolicies: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"],
} as const;

export const iamRoleDisallowMixedManagement: Policy = {
  name: "aws-iam-role-disallow-mixed-management",
  description: "A role's policies are managed in one place: otherwise each update removes the other's.",
  severity: "low",
  controls: ["IAM-16"],
  remediation: "Keep either the role's own lists, or the resources that attach policies to it.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/",
  types: ["aws:iam/role:Role"],
  check: (role, stack) =>
    (["managedPolicyArns", "inlinePolicies"] as const).flatMap((property) => {
      // A role in an export shows as its own what others attached; only what the program gave is recorded here.
      if (!Object.hasOwn(role.propertyDependencies, property) || !role.has(property)) return [];
      const attached = ["role", "roles", "roleName"].flatMap((by) => stack.referring(role, by, others[property]));
      return attached.length > 0 ? [`${property} is set, and ${attached[0]?.name} manages the same; keep one`] : [];
    }),
};
