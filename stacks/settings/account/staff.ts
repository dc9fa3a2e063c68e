import { z } from "zod";
import { breakGlassRole, readsOnly, type StaffRole, staffRoles } from "../../../domain/defaults/staff.ts";
import type { AccountSettings } from "../account.ts";
import { fault } from "../faults.ts";
import { emailAddress } from "../fields.ts";

/** E-mail addresses that are names of IAM users too: 64 characters of these (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const userName = emailAddress
  .max(64, "an e-mail address of at most 64 characters, as long as a user's name may be")
  .regex(/^[\w+=,.@-]+$/, "an e-mail address of letters, digits and + = , . @ _ -, which a user's name may have");

const person = z.strictObject({
  email: userName.describe("Who it is: the name of their own IAM user."),
  role: z.enum(staffRoles, { error: staffRoles.join(", ") }).describe("The one role that they take."),
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

/** Who may take the break-glass role. */
export const breakGlassPeople = ({ people, breakGlass }: AccountSettings["staff"]): readonly string[] =>
  breakGlass.people ?? people.filter(({ role }) => role === "administrator").map(({ email }) => email);

/** What is wrong with `staff` beyond its shape. */
export function staffFaults({
  staff: { people, identityCenter: center, breakGlass, policies: more },
}: Pick<AccountSettings, "staff">): string[] {
  const emails = people.map(({ email }) => email.toLowerCase());
  const twice = emails.flatMap((email, i) =>
    emails.indexOf(email) < i
      ? [fault(`staff.people[${i}].email`, people[i]?.email, "somebody who is not there already: one person, one role")]
      : [],
  );
  const glass = breakGlass.people ?? [];
  const glassTwice = glass.flatMap((email, i) =>
    glass.indexOf(email) < i ? [fault(`staff.breakGlass.people[${i}]`, email, "somebody who is not there already")] : [],
  );
  const auditors = people.filter(({ role }) => role === "auditor").map(({ email }) => email);
  const auditorsGlass = glass.flatMap((email, i) =>
    auditors.includes(email) ? [fault(`staff.breakGlass.people[${i}]`, email, "nobody who is an auditor: these change nothing")] : [],
  );
  const writes = more.auditor.flatMap((arn, i) =>
    readsOnly.test(arn)
      ? []
      : [fault(`staff.policies.auditor[${i}]`, arn, "one of AWS's policies that only read: an auditor changes nothing")],
  );
  return [...twice, ...glassTwice, ...auditorsGlass, ...writes, ...centerFaults(people.length, center, more)];
}

type Staff = AccountSettings["staff"];

function centerFaults(people: number, center: Staff["identityCenter"], more: Staff["policies"]): string[] {
  if (!center) return [];
  const { instanceArn, ...groups } = center;
  const listed =
    people > 0 ? [fault("staff.people", `${people} people`, "nobody where identityCenter is set: its groups say who works here")] : [];
  const nobody = Object.values(groups).every((id) => id === undefined)
    ? [fault("staff.identityCenter", instanceArn, "at least one of administrators, operators, developers, auditors")]
    : [];
  const own = Object.entries(more).flatMap(([role, arns]) =>
    arns.flatMap((arn, i) =>
      arn.startsWith("arn:aws:iam::aws:")
        ? []
        : [fault(`staff.policies.${role}[${i}]`, arn, "one of AWS's policies: permission sets take no ARN of others")],
    ),
  );
  return [...listed, ...nobody, ...own];
}
