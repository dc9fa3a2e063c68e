import { breakGlassRole, readOnlyPolicies, type StaffRole, staffRoles, supportPolicy } from "../../domain/defaults/staff.ts";
import type { NoticePlan } from "../alarms/notice-plan.ts";
import { callShown } from "../alarms/notice-plan.ts";
import type { PlannedFilter } from "../audit-trail/filter.ts";

/** A person who works on the account. */
export interface Person {
  readonly email: string;
  readonly role: StaffRole;
}

/** The roles that have people, in their order, each with its people. */
export function rolesOf(people: readonly Person[]): { readonly role: StaffRole; readonly emails: readonly string[] }[] {
  return staffRoles.flatMap((role) => {
    const emails = people.filter((person) => person.role === role).map(({ email }) => email);
    return emails.length > 0 ? [{ role, emails }] : [];
  });
}

/** AWS's own policies of each role. Administrators and operators handle incidents, and open cases for them. */
export const managedPolicies = (role: StaffRole): readonly string[] =>
  role === "administrator" || role === "operator" ? [...readOnlyPolicies, supportPolicy] : readOnlyPolicies;

/** Filter of the alarm that fires for each use of the break-glass role, in any Region, also for a refused one. `name` is the role's. */
export const breakGlassFilter = (name: string = breakGlassRole): PlannedFilter => ({
  name: "break-glass",
  meaning: `Someone assumes the role ${name}, or tries to`,
  runbook: "break-glass",
  pattern: `{ ($.eventName = "AssumeRole*") && ($.requestParameters.roleArn = "*:role/${name}") }`,
  tolerated: 0,
});

/** Says at once who took the break-glass role, from where; in the stack's own Region alone, the trail's alarm sees all. */
export const breakGlassNotice = (name: string): NoticePlan => ({
  name: "taken",
  meaning: `Someone assumes the role ${name}, or tries to`,
  runbook: "break-glass",
  pattern: {
    source: ["aws.sts"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventName: [{ prefix: "AssumeRole" }], requestParameters: { roleArn: [{ suffix: `:role/${name}` }] } },
  },
  shown: callShown,
});
