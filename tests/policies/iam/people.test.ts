import { iamGroupMissingMembers } from "../../../policies/iam/group-missing-members.ts";
import { iamPasswordPolicyConfigureStrength } from "../../../policies/iam/password-policy-configure-strength.ts";
import { iamProviderDisallowKeys } from "../../../policies/iam/provider-disallow-keys.ts";
import { iamRoleConfigureSessionLength } from "../../../policies/iam/role-configure-session-length.ts";
import { iamRoleDisallowMixedManagement } from "../../../policies/iam/role-disallow-mixed-management.ts";
import { iamUserDisallowPolicies } from "../../../policies/iam/user-disallow-policies.ts";
import { iamUserDisallowUsers } from "../../../policies/iam/user-disallow-users.ts";
import { iamUserEnforceMfa } from "../../../policies/iam/user-enforce-mfa.ts";
import { cases } from "../policy-cases.ts";
import { resource, unknown } from "../support.ts";

const passwords = (change: Record<string, unknown> = {}) =>
  resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "passwords", {
    minimumPasswordLength: 14,
    passwordReusePrevention: 24,
    maxPasswordAge: 90,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    ...change,
  });
const role = (properties: Record<string, unknown>) => resource("aws:iam/role:Role", "role", properties);
const permissionSet = (sessionDuration: string) => resource("aws:ssoadmin/permissionSet:PermissionSet", "staff", { sessionDuration });
const fromList = (users: readonly string[]) => resource("aws:iam/policyAttachment:PolicyAttachment", "x", { users, policyArn: "arn" });
const ofHisOwn = ["grants a user permissions directly; attach them to a group or a role"];
const group = resource("aws:iam/group:Group", "staff", { name: "staff" });
const login = resource("aws:iam/userLoginProfile:UserLoginProfile", "joe");
const denial = {
  Statement: [
    { Effect: "Deny", NotAction: "iam:*MFADevice", Resource: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } },
  ],
};
const provider = (properties: Record<string, unknown>) => resource("pulumi:providers:aws", "aws", properties);
const listed = resource(
  "aws:iam/role:Role",
  "role",
  { name: "role", managedPolicyArns: ["arn"] },
  { propertyDependencies: { managedPolicyArns: [] } },
);
const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "more", { role: "role", policyArn: "arn" });

cases(
  iamPasswordPolicyConfigureStrength,
  ["passes what PCI DSS asks", "compliant", passwords({ minimumPasswordLength: 12, passwordReusePrevention: 4 })],
  ["refuses short ones", ["minimumPasswordLength is 11; set 12 or more"], passwords({ minimumPasswordLength: 11 })],
  ["refuses repeated ones", ["passwordReusePrevention is unset; set 4 or more"], passwords({ passwordReusePrevention: undefined })],
  ["refuses eternal ones", ["maxPasswordAge is 0; set 90 or less"], passwords({ maxPasswordAge: 0 })],
  ["refuses a kind of characters left out", ["requireSymbols is false; set true"], passwords({ requireSymbols: false })],
);

cases(
  iamRoleConfigureSessionLength,
  ["passes AWS's hour", "compliant", role({})],
  ["passes eight hours", "compliant", role({ maxSessionDuration: 28800 })],
  ["refuses twelve", ["maxSessionDuration is 43200; set 28800 or less"], role({ maxSessionDuration: 43200 })],
  ["passes a permission set of eight hours", "compliant", permissionSet("PT8H")],
  ["refuses one of more", ["sessionDuration is PT8H30M; set PT8H or less"], permissionSet("PT8H30M")],
  ["refuses what it cannot read", ["sessionDuration is P1D; set PT8H or less"], permissionSet("P1D")],
  [
    "does not know what is known after apply",
    "unknown",
    resource("aws:iam/role:Role", "role", { maxSessionDuration: unknown }, { propertyDependencies: { maxSessionDuration: ["urn"] } }),
  ],
);

cases(
  iamUserDisallowUsers,
  ["refuses a user", ["is an IAM user; use a role"], resource("aws:iam/user:User", "joe")],
  ["refuses an access key", ["is a long-lived access key; use a role"], resource("aws:iam/accessKey:AccessKey", "joe")],
);

cases(
  iamUserDisallowPolicies,
  ["refuses an attachment", ofHisOwn, resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "joe")],
  ["refuses users in a list", ofHisOwn, fromList(["joe"])],
  ["passes a list without users", "compliant", fromList([])],
);

cases(
  iamGroupMissingMembers,
  ["refuses an empty group", ["has no users; add some or delete it"], group],
  ["refuses a user without a group", ["is in no group; add it to one"], resource("aws:iam/user:User", "joe", { name: "joe" })],
  [
    "passes a group with users",
    "compliant",
    group,
    resource("aws:iam/groupMembership:GroupMembership", "staff", { group: "staff", users: ["joe"] }),
  ],
  [
    "passes by the user's side",
    "compliant",
    group,
    resource("aws:iam/userGroupMembership:UserGroupMembership", "joe", { user: "joe", groups: ["staff"] }),
  ],
);

cases(
  iamUserEnforceMfa,
  ["refuses passwords alone", ["no policy denies without aws:MultiFactorAuthPresent; add one to the users' group"], login],
  ["passes with a denial", "compliant", login, resource("aws:iam/policy:Policy", "mfa", { policy: JSON.stringify(denial) })],
);

cases(
  iamProviderDisallowKeys,
  ["passes a role", "compliant", provider({ assumeRoles: "[]" })],
  [
    "refuses keys, secret ones too",
    ["accessKey is set; remove it and use a role", "secretKey is set; remove it and use a role"],
    provider({ accessKey: "AKIA", secretKey: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" } }),
  ],
);

cases(
  iamRoleDisallowMixedManagement,
  ["passes attachments alone", "compliant", role({ name: "role", managedPolicyArns: ["arn"] }), attachment],
  ["passes the role's list alone", "compliant", listed],
  ["refuses both", ["managedPolicyArns is set, and more manages the same; keep one"], listed, attachment],
);
