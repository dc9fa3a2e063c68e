import { wafLimits } from "../defaults/firewall.ts";
import type { FirewallRule } from "../defaults/firewall-rules.ts";
import { attackTools, disguised, entryPoints, privateFiles, probes, scripts } from "../defaults/firewall-xcart.ts";
import { marks } from "./plan-labels.ts";
import { unlessIntegration, visitorMarks } from "./plan-visitors.ts";
import type { ActingRule, FirewallPlanArgs } from "./rule.ts";
import {
  allOf,
  anyOf,
  body,
  cookies,
  fromSet,
  has,
  header,
  labelled,
  labelledAny,
  matches,
  not,
  path,
  query,
  type WafStatement,
} from "./statements.ts";

/** The rules that are the same for every visitor at any time: addresses, agents, countries, paths, the administration. */
export function filters(args: FirewallPlanArgs): ActingRule[] {
  const { sets, blockedAgents, blockedPaths, admin } = args;
  const agents = [attackTools, ...blockedAgents].map((pattern) => matches(header("user-agent"), pattern));
  return [
    ...listed("guard", sets.guard, [labelled(marks.submit)]),
    ...listed("blocked-addresses", sets["blocked-addresses"], unless("scanner", args)),
    rule("blocked-agents", allOf(anyOf(...agents), ...unless("scanner", args))),
    ...(args.blockedAsns.length > 0
      ? [rule("blocked-asns", allOf({ asnMatchStatement: { asnLists: [...args.blockedAsns] } }, ...unlessKnown(args)))]
      : []),
    rule("countries", allOf(elsewhere(args.countries), not(labelled(marks.callback)), ...unlessIntegration(args), ...unlessKnown(args))),
    rule("disguised", inDisguise()),
    rule("scripts", allOf(matches(path, scripts), not(matches(path, entryPoints)))),
    rule("private-files", matches(path, privateFiles)),
    rule("probes", anyOf(...[probes, ...blockedPaths].map((pattern) => matches(path, pattern)))),
    ...closedApi(args),
    ...(admin.staffOnly ? [rule("admin", allOf(labelled(marks.admin), ...unless("staff", args)))] : []),
  ];
}

/** X-Cart's API, its login and its add-on for language models: closed, unless the settings open them. */
function closedApi({ api, sets }: FirewallPlanArgs): ActingRule[] {
  if (api === "open") return [];
  return [rule("api", allOf(labelled(visitorMarks.api), ...(api === "listed" ? [not(anyOf(...sets.api.map(fromSet)))] : [])))];
}

/** The statement that excludes the addresses of a list, if there is one. */
export const unless = (list: "scanner" | "monitor" | "staff", { sets }: FirewallPlanArgs): WafStatement[] =>
  sets[list].length > 0 ? [not(labelled(marks[list]))] : [];

/** The statement that excludes the addresses of all three lists. */
export const unlessKnown = ({ sets }: FirewallPlanArgs): WafStatement[] =>
  sets.scanner.length + sets.monitor.length + sets.staff.length > 0 ? [not(labelledAny(marks.known))] : [];

const rule = (name: FirewallRule, statement: WafStatement): ActingRule => ({ kind: "rule", name, statement });

const listed = (name: FirewallRule, sets: readonly string[], and: readonly WafStatement[]): ActingRule[] =>
  sets.length > 0 ? [rule(name, allOf(anyOf(...sets.map(fromSet)), ...and))] : [];

/** A statement holds 50 countries. */
function elsewhere(countries: FirewallPlanArgs["countries"]): WafStatement {
  const within = (codes: readonly string[]) =>
    anyOf(...chunks([...codes].sort(), wafLimits.countriesAStatement).map((countryCodes) => ({ geoMatchStatement: { countryCodes } })));
  return "block" in countries ? within(countries.block) : not(within(countries.allow));
}

function inDisguise(): WafStatement {
  return anyOf(
    matches(path, disguised.path),
    matches(query, disguised.arguments),
    has(cookies(disguised.cookies)),
    matches(body, disguised.arguments),
    matches(body, disguised.parts),
  );
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
