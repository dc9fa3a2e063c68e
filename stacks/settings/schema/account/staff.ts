import { z } from "zod";
import { breakGlassRole, type StaffRole, staffRoles } from "../../../../domain/defaults/staff.ts";
import { anyOf } from "../../faults.ts";
import { emailAddress } from "../fields.ts";

/** E-mail addresses that are names of IAM users too: 64 characters of these (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const userName = emailAddress
  .max(64, "an e-mail address of at most 64 characters, as long as a user's name may be")
  .regex(/^[\w+=,.@-]+$/, "an e-mail address of letters, digits and + = , . @ _ -, which a user's name may have");

const person = z.strictObject({
  email: userName.describe("Who it is: the name of their own IAM user."),
  role: z.enum(staffRoles, { error: anyOf(staffRoles) }).describe("The one role that they take."),
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
  .describe("AWS IAM Identity Center: people sign in there, and its groups have the roles. Default: people are IAM users, listed here.");

/** `staff` of an account. */
export const staff = z
  .strictObject({
    people: z
      .array(person, { error: "a list of objects of email, role" })
      .max(200, "at most 200 people")
      .default([])
      .describe("Who works on the account, each with one role. Who is not here any more can do nothing after the next `pulumi up`."),
    identityCenter,
    breakGlass: z
      .strictObject({
        role: z
          .string({ error: "the name of an IAM role such as break-glass" })
          .regex(/^[\w+=,.@-]{1,64}$/, "the name of an IAM role such as break-glass")
          .default(breakGlassRole)
          .describe("Its name, the same as `backup.breakGlassRole` of the stores."),
        people: z
          .array(userName, { error: "a list of e-mail addresses" })
          .max(10, "at most 10 people")
          .optional()
          .describe("IAM users who may take it. Default: the administrators in `people`."),
      })
      .prefault({})
      .describe("The role for what nobody else may do: spoilt backups, a lock-out. Each use of it rings."),
    policies: z
      .strictObject({
        administrator: policyOf("administrator"),
        operator: policyOf("operator"),
        developer: policyOf("developer"),
        auditor: policyOf("auditor", " AWS's own that only read, since an auditor changes nothing."),
      })
      .prefault({})
      .describe("What roles may do beyond docs/decisions/0031-staff-and-ci-roles.md."),
  })
  .prefault({})
  .describe("People who work on the account, with a second factor, for a working day at a time. None of them is root.");
