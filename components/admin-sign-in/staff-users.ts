import { User } from "@pulumi/aws/cognito/user.js";
import { UserGroup } from "@pulumi/aws/cognito/userGroup.js";
import { UserInGroup } from "@pulumi/aws/cognito/userInGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { type StaffRole, staffRoleNames, staffRoles } from "../../domain/defaults/admin-sign-in.ts";
import { typeToken } from "../naming.ts";

/** A member of a shop's staff. */
export interface StaffMember {
  readonly email: string;
  readonly role: StaffRole;
}

/** Arguments for {@link StaffUsers}. */
export interface StaffUsersArgs {
  readonly userPoolId: Input<string>;
  readonly staff: readonly StaffMember[];
}

/**
 * A Cognito user for each member of staff, in the group of their role. Users that are no longer listed are deleted by the next update.
 * @see docs/decisions/0033-admin-sign-in.md
 */
export class StaffUsers extends ComponentResource {
  constructor(name: string, { userPoolId, staff }: StaffUsersArgs, opts?: ComponentResourceOptions) {
    super(typeToken("StaffUsers"), name, {}, opts);
    const parent = this;

    for (const role of staffRoleNames) createGroup(role);
    staff.forEach(createUser);
    this.registerOutputs({});

    function createGroup(role: StaffRole) {
      const precedence = staffRoleNames.indexOf(role);
      new UserGroup(`${name}-${role}`, { userPoolId, name: role, description: staffRoles[role], precedence }, { parent });
    }

    // The address is the name too, so that logs say who it was. Cognito makes the first password and sends it by email: it is in no state.
    function createUser({ email, role }: StaffMember) {
      const username = email.toLowerCase();
      const user = new User(
        `${name}-${username}`,
        { userPoolId, username, attributes: { email: username, email_verified: "true" }, desiredDeliveryMediums: ["EMAIL"] },
        // A new one of that name, for a lost second factor, can only be made once the old one is gone.
        { parent, deleteBeforeReplace: true },
      );
      new UserInGroup(
        `${name}-${username}`,
        { userPoolId, username: user.username, groupName: role },
        { parent, deleteBeforeReplace: true },
      );
    }
  }
}
