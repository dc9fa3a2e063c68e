import { type AccountPart, accountParts } from "../../../../domain/defaults/account-parts.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

type Compared = Pick<AccountSettings, "home" | "elsewhere" | "spending" | "alternateContacts" | "staff" | "config">;

/** Faults of `elsewhere`: parts that are set all the same, and parts that a stack of another Region never makes. */
export function elsewhereFaults(settings: Compared): string[] {
  const parts: Readonly<Record<string, AccountPart>> = accountParts;
  const { home, elsewhere } = settings;
  const idle = Object.entries(elsewhere).flatMap(([name, why]) =>
    why !== undefined && !home && parts[name]?.home
      ? [fault(`elsewhere.${name}`, why, "no value where home is false: only the home stack makes it")]
      : [],
  );
  return [...idle, ...contradictions(settings)];
}

function contradictions({ elsewhere, spending, alternateContacts, staff, config }: Compared): string[] {
  const both: readonly (readonly [string | undefined, string, unknown])[] = [
    [elsewhere.spending, "spending.monthlyUsd", spending.monthlyUsd],
    [elsewhere.spending, "spending.anomalyMonitorArn", spending.anomalyMonitorArn],
    [elsewhere.config, "config.createRole", config.createRole || undefined],
    [elsewhere.staff, "staff.people", staff.people.length > 0 ? `${staff.people.length} people` : undefined],
    [elsewhere.staff, "staff.identityCenter", staff.identityCenter?.instanceArn],
    ...Object.entries(alternateContacts).map(
      ([kind, contact]) => [elsewhere.alternateContacts, `alternateContacts.${kind}`, contact?.email] as const,
    ),
  ];
  return both.flatMap(([why, path, got]) =>
    why === undefined || got === undefined ? [] : [fault(path, got, `no value, since elsewhere.${path.split(".")[0]} says who manages it`)],
  );
}
