import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import { workingDaySeconds } from "../../domain/defaults/account.ts";
import { type StaffRole, staffRoleMeanings } from "../../domain/defaults/staff.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { nameTag, typeToken } from "../naming.ts";
import { managedPolicies, type Person, rolesOf } from "./plan.ts";
import type { StaffPolicyArgs } from "./policy-args.ts";
import { restoreStatements } from "./restore-statements.ts";
import { runbookStatements } from "./runbook-statements.ts";
import { breakGlassStatements, staffStatements } from "./statements.ts";
import { signInStatements, trustPeople } from "./trust.ts";

/** Arguments for {@link Staff}. */
export interface StaffArgs extends Omit<StaffPolicyArgs, "stack"> {
  /** The people who work on the account, unless an identity center says who does. */
  readonly people: readonly Person[];
  readonly breakGlass: {
    /** The role's name, which stores' backup vaults know. */
    readonly role: string;
    /** Email addresses of the people who may take it. */
    readonly people: readonly string[];
  };
  /** More policies of AWS's or of the account's own, by role. @default - none */
  readonly policies: Readonly<Partial<Record<StaffRole, readonly string[]>>>;
}

/**
 * IAM roles for people, one for each kind of work, with a required second factor and sessions of a working day; and break-glass.
 * @see docs/decisions/0031-staff-and-ci-roles.md
 */
export class Staff extends ComponentResource {
  constructor(name: string, args: StaffArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Staff"), name, {}, opts);
    const parent = this;
    const { accountId, people, breakGlass } = args;
    const policyArgs: StaffPolicyArgs = { accountId, stack: getStack(), archive: args.archive };

    const roles = rolesOf(people);
    for (const { role, emails } of roles) createRole(role, emails);
    if (breakGlass.people.length > 0) createBreakGlass();
    if (roles.length > 0 || breakGlass.people.length > 0) admitSignIn();
    this.registerOutputs({});

    function createRole(role: StaffRole, emails: readonly string[]) {
      const made = newRole(role, `${getStack()}-${role}`, staffRoleMeanings[role], emails, workingDaySeconds);
      attachAll(role, made, [...managedPolicies(role), ...(args.policies[role] ?? [])]);
      attach(`${name}-${role}-own`, made, createPolicy(role, `Of the role ${role}`, staffStatements(role, policyArgs)).arn);
      attachMore(role, "runbooks", made, runbookStatements(role, policyArgs));
      attachMore(role, "restores", made, restoreStatements(role, policyArgs));
    }

    /** More than fits into one policy. */
    function attachMore(role: StaffRole, part: string, made: Role, statements: readonly IamStatement[]) {
      if (statements.length === 0) return;
      const policy = createPolicy(`${role}-${part}`, `What the operations pages have the role ${role} do by hand: ${part}`, statements);
      attach(`${name}-${role}-${part}`, made, policy.arn);
    }

    function createBreakGlass() {
      // An hour: it is for one thing, and fires an alarm each time.
      const made = newRole(
        "break-glass",
        breakGlass.role,
        "For what no other role may do; its use fires an alarm",
        breakGlass.people,
        3600,
      );
      attachAll("break-glass", made, managedPolicies("administrator"));
      const own = createPolicy("break-glass", `Of the role ${breakGlass.role}`, breakGlassStatements(policyArgs));
      attach(`${name}-break-glass-own`, made, own.arn);
    }

    /** Attached by hand to the group that people sign in by: docs/operations/joiner-mover-leaver.md. */
    function admitSignIn() {
      const names = [...roles.map(({ role }) => `${getStack()}-${role}`), ...(breakGlass.people.length > 0 ? [breakGlass.role] : [])];
      const arns = names.map((role) => interpolate`arn:aws:iam::${accountId}:role/${role}`);
      createPolicy(
        "sign-in",
        "Of people who sign in as users: their own password and second factor, and roles",
        signInStatements(accountId, arns),
      );
    }

    function newRole(part: string, roleName: string, description: string, emails: readonly string[], maxSessionDuration: number) {
      return new Role(
        `${name}-${part}`,
        {
          name: roleName,
          description,
          assumeRolePolicy: jsonStringify({ Version: "2012-10-17", Statement: [trustPeople(accountId, emails)] }),
          maxSessionDuration,
          tags: nameTag(part),
        },
        { parent },
      );
    }

    function createPolicy(part: string, description: string, statements: readonly IamStatement[]) {
      const policy = jsonStringify({ Version: "2012-10-17", Statement: statements });
      return new Policy(
        `${name}-${part}`,
        { name: `${getStack()}-staff-${part}`, description, policy, tags: nameTag(part) },
        // AWS changes no description of a policy that is there: other words would replace it, and detach it by that.
        { parent, ignoreChanges: ["description"] },
      );
    }

    function attachAll(part: string, role: Role, policyArns: readonly string[]) {
      for (const [i, policyArn] of policyArns.entries()) attach(`${name}-${part}-${i + 1}`, role, policyArn);
    }

    function attach(attachment: string, role: Role, policyArn: Input<string>) {
      new RolePolicyAttachment(attachment, { role: role.name, policyArn }, { parent });
    }
  }
}
