import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { roleType } from "./trust.ts";

export const iamRoleEnforceCommonBoundary: Policy = {
  name: "aws-iam-role-enforce-common-boundary",
  description: "If a store's roles have a permissions boundary, all have the same one.",
  severity: "high",
  controls: [
    {
      key: "IAM-40",
      service: "IAM",
      control: "All roles of a store have the boundary that its settings name",
      pci: ["7.2.2", "7.3.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set permissionsBoundary to that of the other roles, the setting account.permissionsBoundary.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: [roleType],
  check: (role, stack) => {
    if (!stack.isOurs || stack.isAccount) return undefined;
    const common = commonBoundary(stack);
    if (common === undefined) return undefined;
    const own = boundaryOf(role);
    if (own === common) return [];
    return [`permissionsBoundary is ${own ?? "unset"}, and most roles of the store have ${common}; set that boundary`];
  },
};

const boundaryOf = (role: Resource): string | undefined => role.text("permissionsBoundary");

/** The boundary that most of a store's roles have; undefined where most have none. */
const commonBoundary = oncePerStack((stack): string | undefined => {
  const counts = new Map<string | undefined, number>();
  for (const role of stack.ofType(roleType)) counts.set(boundaryOf(role), (counts.get(boundaryOf(role)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
});
