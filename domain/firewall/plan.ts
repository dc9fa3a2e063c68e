import { capacityOf } from "./capacity.ts";
import { filters } from "./plan-filters.ts";
import { groups } from "./plan-groups.ts";
import { labels } from "./plan-labels.ts";
import { pages, rates } from "./plan-rates.ts";
import { visitors } from "./plan-visitors.ts";
import type { FirewallPlanArgs, PlannedRule } from "./rule.ts";

/**
 * The rules in their order: labels first; then those that are the same for every visitor (addresses, countries, paths,
 * AWS's groups on attacks); then scanners leave; then those that react (reputation, bots, rates) and challenge browsers.
 */
export const planRules = (args: FirewallPlanArgs): PlannedRule[] => [
  ...labels(args),
  ...visitors(args),
  ...filters(args),
  ...groups(args),
  ...rates(args),
  ...pages(args),
];

/** The capacity units (WCU) of the rules, each by its name. */
export const capacities = (rules: readonly PlannedRule[]): { readonly name: string; readonly capacity: number }[] =>
  rules.map(({ name, statement }) => ({ name, capacity: capacityOf(statement) }));
