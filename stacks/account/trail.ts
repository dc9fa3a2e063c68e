import { AuditTrail } from "../../components/audit-trail/audit-trail.ts";
import { plannedFilters } from "../../components/audit-trail/filter-plan.ts";
import { ownState } from "../../components/pulumi-state/state-place.ts";
import { breakGlassFilter } from "../../components/staff/plan.ts";
import { everydayLife } from "../settings/resolve/account/trail.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import { type AccountFoundation, makesTrail } from "./foundation.ts";

/** The record of what is done in the account: once for all Regions. */
export function deployTrail(settings: AccountSettings, foundation: AccountFoundation): AuditTrail | undefined {
  const { region, trail, staff, stack, ci } = settings;
  if (!makesTrail(settings)) return undefined;
  const { accountId, archive, accessLogs, topicArn, logs, opts } = foundation;
  return new AuditTrail(
    "trail",
    {
      region,
      accountId,
      archive,
      accessLogsArn: accessLogs.bucketArn,
      dataEvents: {
        objects: trail.objectEvents === true,
        functions: trail.functionEvents,
        stateBucketArn: ci?.state?.create && ownState(stack, accountId).bucketArn,
      },
      insights: trail.insights === true,
      filters: [...plannedFilters(everydayLife(settings)), breakGlassFilter(staff.breakGlass.role)],
      topicArn,
      ...logs,
    },
    opts,
  );
}
