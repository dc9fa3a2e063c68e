import { dashboardUrl } from "../../components/dashboard/address.ts";
import { Dashboard } from "../../components/dashboard/dashboard.ts";
import type { AccountSettings } from "../settings/resolve/account.ts";
import type { AccountFoundation } from "./foundation.ts";

/** The account's dashboard, after all its alarms. Returns the address. */
export function deployAccountDashboard({ stack, region, alarms }: AccountSettings, { watching, opts }: AccountFoundation): string {
  const made = watching.flatMap((part) => part.made);
  new Dashboard("dashboard", { region, alarms: made, queries: [], graphs: [], runbooksUrl: alarms.runbooksUrl }, opts);
  return dashboardUrl(region, stack);
}
