import { capacityOf } from "./capacity.ts";
import { filters } from "./plan-filters.ts";
import { groups } from "./plan-groups.ts";
import { labels } from "./plan-labels.ts";
import { pages, rates } from "./plan-rates.ts";
import { visitors } from "./plan-visitors.ts";
import type { FirewallPlanArgs, PlannedRule } from "./rule.ts";

/**
 * The rules in the order in which they are asked: marks first; then what is the same for everybody (addresses, countries, paths,
 * AWS's groups on attacks); then scanners go; then what reacts (reputation, bots, rates) and asks for a browser.
 */
export const planRules = (args: FirewallPlanArgs): PlannedRule[] => [
  ...labels(args),
  ...visitors(args),
  ...filters(args),
  ...groups(args),
  ...rates(args),
  ...pages(args),
];

/** What the rules cost of the web ACL's capacity (WCU), each by its name. */
export const capacities = (rules: readonly PlannedRule[]): { readonly name: string; readonly capacity: number }[] =>
  rules.map(({ name, statement }) => ({ name, capacity: capacityOf(statement) }));
