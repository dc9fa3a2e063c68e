import { readsOnly } from "../../../../domain/defaults/staff.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

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
