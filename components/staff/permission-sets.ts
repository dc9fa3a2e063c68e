import { AccountAssignment } from "@pulumi/aws/ssoadmin/accountAssignment.js";
import { ManagedPolicyAttachment } from "@pulumi/aws/ssoadmin/managedPolicyAttachment.js";
import { PermissionSet } from "@pulumi/aws/ssoadmin/permissionSet.js";
import { PermissionSetInlinePolicy } from "@pulumi/aws/ssoadmin/permissionSetInlinePolicy.js";
import { ComponentResource, type ComponentResourceOptions, getStack, jsonStringify } from "@pulumi/pulumi";
import { type StaffRole, staffRoleMeanings, staffRoles } from "../../domain/defaults/staff.ts";
import { nameTag, typeToken } from "../naming.ts";
import { managedPolicies } from "./plan.ts";
import type { StaffPolicyArgs } from "./policy-args.ts";
import { restoreStatements } from "./restore-statements.ts";
import { runbookStatements } from "./runbook-statements.ts";
import { staffStatements } from "./statements.ts";

/** Arguments for {@link PermissionSets}. */
export interface PermissionSetsArgs extends Omit<StaffPolicyArgs, "stack"> {
  /** The identity center's ARN. */
  readonly instanceArn: string;
  /** Ids of the groups whose members have each role; a role without a group is not made. */
  readonly groups: Readonly<Partial<Record<StaffRole, string | undefined>>>;
  /** More of AWS's policies, by role. @default - none */
  readonly policies: Readonly<Partial<Record<StaffRole, readonly string[]>>>;
}

/**
 * IAM Identity Center permission sets for the staff's roles, assigned to groups of the company's directory.
 * @see docs/decisions/0031-staff-and-ci-roles.md
 */
export class PermissionSets extends ComponentResource {
  constructor(name: string, args: PermissionSetsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("PermissionSets"), name, {}, opts);
    const parent = this;
    const { instanceArn, accountId } = args;

    for (const role of staffRoles) {
      const groupId = args.groups[role];
      if (groupId) create(role, groupId);
    }
    this.registerOutputs({});

    function create(role: StaffRole, groupId: string) {
      const part = `${name}-${role}`;
      const set = new PermissionSet(
        part,
        // 32 characters at most; the stack's name has up to 24.
        {
          instanceArn,
          name: `${getStack().slice(0, -"-account".length)}-${role}`,
          description: staffRoleMeanings[role],
          sessionDuration: "PT8H",
          tags: nameTag(role),
        },
        { parent },
      );
      const permissionSetArn = set.arn;
      const attached = [...managedPolicies(role), ...(args.policies[role] ?? [])].map(
        (managedPolicyArn, i) =>
          new ManagedPolicyAttachment(`${part}-${i + 1}`, { instanceArn, permissionSetArn, managedPolicyArn }, { parent }),
      );
      const policyArgs = { ...args, stack: getStack() };
      const statements = [
        ...staffStatements(role, policyArgs),
        ...runbookStatements(role, policyArgs),
        ...restoreStatements(role, policyArgs),
      ];
      const inlinePolicy = jsonStringify({ Version: "2012-10-17", Statement: statements });
      const own = new PermissionSetInlinePolicy(part, { instanceArn, permissionSetArn, inlinePolicy }, { parent });
      // An assignment provisions the set as it is then.
      new AccountAssignment(
        part,
        { instanceArn, permissionSetArn, principalId: groupId, principalType: "GROUP", targetId: accountId, targetType: "AWS_ACCOUNT" },
        { parent, dependsOn: [...attached, own] },
      );
    }
  }
}
