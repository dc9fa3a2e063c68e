import { readsOnly } from "../../../../domain/defaults/staff.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

/** Faults of `staff` beyond its shape. */
export function staffFaults({
  staff: { people, identityCenter: center, breakGlass, policies: more },
}: Pick<AccountSettings, "staff">): string[] {
  const emails = people.map(({ email }) => email.toLowerCase());
  const twice = emails.flatMap((email, i) =>
    emails.indexOf(email) < i
      ? [fault(`staff.people[${i}].email`, people[i]?.email, "an address that is not listed already: each person has one role")]
      : [],
  );
  const glass = breakGlass.people ?? [];
  const glassTwice = glass.flatMap((email, i) =>
    glass.indexOf(email) < i ? [fault(`staff.breakGlass.people[${i}]`, email, "an address that is not listed already")] : [],
  );
  const auditors = people.filter(({ role }) => role === "auditor").map(({ email }) => email);
  const auditorsGlass = glass.flatMap((email, i) =>
    auditors.includes(email)
      ? [fault(`staff.breakGlass.people[${i}]`, email, "a person who is not an auditor in staff.people: auditors change nothing")]
      : [],
  );
  const writes = more.auditor.flatMap((arn, i) =>
    readsOnly.test(arn) ? [] : [fault(`staff.policies.auditor[${i}]`, arn, "one of AWS's read-only policies: an auditor changes nothing")],
  );
  return [...twice, ...glassTwice, ...auditorsGlass, ...writes, ...centerFaults(people.length, center, more)];
}

type Staff = AccountSettings["staff"];

function centerFaults(people: number, center: Staff["identityCenter"], more: Staff["policies"]): string[] {
  if (!center) return [];
  const { instanceArn, ...groups } = center;
  const listed =
    people > 0
      ? [fault("staff.people", `${people} people`, "an empty list where staff.identityCenter is set: its groups say who works here")]
      : [];
  const noGroup = Object.values(groups).every((id) => id === undefined)
    ? [fault("staff.identityCenter", instanceArn, "at least one of administrators, operators, developers, auditors")]
    : [];
  const own = Object.entries(more).flatMap(([role, arns]) =>
    arns.flatMap((arn, i) =>
      arn.startsWith("arn:aws:iam::aws:")
        ? []
        : [fault(`staff.policies.${role}[${i}]`, arn, "one of AWS's policies, since permission sets take no other ARN")],
    ),
  );
  return [...listed, ...noGroup, ...own];
}
