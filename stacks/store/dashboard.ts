import { dashboardUrl } from "../../components/dashboard/address.ts";
import { Dashboard } from "../../components/dashboard/dashboard.ts";
import type { Graph } from "../../components/dashboard/plan.ts";
import { savedQueries } from "../../components/dashboard/query-plan.ts";
import { SavedQueries } from "../../components/dashboard/saved-queries.ts";
import type { Firewall } from "../../components/firewall/firewall.ts";
import type { LoginGuard } from "../../components/login-guard/login-guard.ts";
import type { DnsFirewall } from "../../components/network/dns-firewall.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreFront } from "./front.ts";

/** Parts that a store's dashboard shows beside its alarms, and whose logs its queries read. */
export interface DashboardParts {
  readonly front: StoreFront;
  readonly firewall: Firewall;
  readonly guard: LoginGuard;
  readonly names: DnsFirewall;
}

/** The runbooks' queries and the store's dashboard, after all its alarms. Returns the dashboard's address. */
export function deployDashboard(
  { stack, region, alarms }: StoreSettings,
  { watching, opts }: Foundation,
  { front, firewall, guard, names }: DashboardParts,
): string {
  const dns = names.logGroupName;
  const logGroups = { firewall: firewall.logGroupName, logins: guard.logGroupName, ...(dns && { dns }) };
  const queries = new SavedQueries("queries", { plan: savedQueries, logGroups }, opts);
  const args = { region, alarms: watching.flatMap((part) => part.made), queries: queries.plan, graphs: graphs(front) };
  new Dashboard("dashboard", { ...args, runbooksUrl: alarms.runbooksUrl }, opts);
  return dashboardUrl(region, stack);
}

/** The graphs of load and capacity, for which no alarm has a limit. */
function graphs({ loadBalancer }: StoreFront): Graph[] {
  const balancer = { LoadBalancer: loadBalancer.loadBalancerArnSuffix };
  const line = (metric: string, label: string, statistic: string, dimensions: typeof balancer) =>
    ({ namespace: "AWS/ApplicationELB", metric, label, statistic, period: 60, dimensions }) as const;
  const targets = { ...balancer, TargetGroup: loadBalancer.targetGroupArnSuffix };
  return [
    { section: "Shoppers", title: "Requests a minute", lines: [line("RequestCount", "requests", "Sum", balancer)] },
    {
      section: "Nodes",
      title: "Nodes that answer",
      lines: [line("HealthyHostCount", "healthy", "Minimum", targets), line("UnHealthyHostCount", "unhealthy", "Maximum", targets)],
    },
  ];
}
