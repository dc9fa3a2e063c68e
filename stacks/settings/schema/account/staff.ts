import { z } from "zod";
import { breakGlassRole, type StaffRole, staffRoles } from "../../../../domain/defaults/staff.ts";
import { anyOf } from "../../faults.ts";
import { emailAddress } from "../fields.ts";

/** Email addresses that are names of IAM users too: 64 characters of these (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const userName = emailAddress
  .max(64, "an email address of at most 64 characters, the maximum of an IAM user's name")
  .regex(/^[\w+=,.@-]+$/, "an email address of letters, digits and + = , . @ _ -, which an IAM user's name may have");

const person = z.strictObject({
  email: userName.describe("The person's address, which is the name of their IAM user."),
  role: z.enum(staffRoles, { error: anyOf(staffRoles) }).describe("The person's role."),
});

const policyExpected = "a managed policy's ARN such as arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

const policies = z
  .array(z.string({ error: policyExpected }).regex(/^arn:aws:iam::(aws|\d{12}):policy\/([\w.-]+\/)*[\w+=,.@-]{1,128}$/, policyExpected), {
    error: "a list of managed policies' ARNs",
  })
  // Ten attach to a role; three are AWS's, one is the role's own.
  .max(6, "at most 6 policies beside the role's own")
  .default([]);

const policyOf = (role: StaffRole, more = "") => policies.describe(`More managed policies for ${role}s.${more}`);

const instanceExpected = "an identity center's ARN such as arn:aws:sso:::instance/ssoins-0123456789abcdef";

const groupExpected = "a group's id such as 90677c8d22-12345678-1234-1234-1234-123456789012";

const group = z
  .string({ error: groupExpected })
  .regex(/^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, groupExpected)
  .optional();

const identityCenter = z
  .strictObject({
    instanceArn: z
      .string({ error: instanceExpected })
      .regex(/^arn:aws:sso:::instance\/(sso)?ins-[0-9a-f.-]{16}$/, instanceExpected)
      .describe("The identity center."),
    administrators: group.describe("Id of the group of administrators."),
    operators: group.describe("Id of the group of operators."),
    developers: group.describe("Id of the group of developers."),
    auditors: group.describe("Id of the group of auditors."),
  })
  .optional()
  .describe(
    "AWS IAM Identity Center, in which people sign in and whose groups have the roles. Default: people are IAM users, listed in `people`.",
  );

/** `staff` of an account. */
export const staff = z
  .strictObject({
    people: z
      .array(person, { error: "a list of objects of email, role" })
      .max(200, "at most 200 people")
      .default([])
      .describe(
        "People who work on the account, each with one role. The next deployment removes the permissions of those who are no longer listed.",
      ),
    identityCenter,
    breakGlass: z
      .strictObject({
        role: z
          .string({ error: "the name of an IAM role such as break-glass" })
          .regex(/^[\w+=,.@-]{1,64}$/, "the name of an IAM role such as break-glass")
          .default(breakGlassRole)
          .describe("Its name, the same as `backup.breakGlassRole` of the stores."),
        people: z
          .array(userName, { error: "a list of email addresses" })
          .max(10, "at most 10 people")
          .optional()
          .describe("IAM users who may take it. Default: the administrators in `people`."),
      })
      .prefault({})
      .describe("The role for what no other role may do, such as repairing backups or undoing a lock-out. Each use of it fires an alarm."),
    policies: z
      .strictObject({
        administrator: policyOf("administrator"),
        operator: policyOf("operator"),
        developer: policyOf("developer"),
        auditor: policyOf("auditor", " Only AWS's read-only ones, since an auditor changes nothing."),
      })
      .prefault({})
      .describe("Permissions of the roles beyond docs/decisions/0031-staff-and-ci-roles.md."),
  })
  .prefault({})
  .describe("People who work on the account, with a second factor, for a working day at a time. None of them is root.");
