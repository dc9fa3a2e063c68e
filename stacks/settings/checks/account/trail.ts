import { plannedFilters } from "../../../../components/audit-trail/filter-plan.ts";
import { filterLimits } from "../../../../domain/defaults/trail.ts";
import { fault } from "../../faults.ts";
import { everydayLife } from "../../resolve/account/trail.ts";
import type { AccountSettings } from "../../resolve/account.ts";

/** Faults of the trail: patterns that CloudWatch Logs would refuse for their length. */
export function trailFaults(settings: AccountSettings): string[] {
  const longest = Math.max(...plannedFilters(everydayLife(settings)).map(({ pattern }) => pattern.length));
  if (longest <= filterLimits.characters) return [];
  const expected = `fewer or shorter names: a filter would have ${longest} characters, and CloudWatch Logs takes ${filterLimits.characters}`;
  return [fault("trail.expectedRoles", settings.trail.expectedRoles, expected)];
}
