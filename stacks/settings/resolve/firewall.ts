import { countriesBlockedByDefault } from "../../../domain/defaults/countries.ts";
import { wafLimits } from "../../../domain/defaults/firewall.ts";
import { type FirewallRule, firewallRule, firewallRuleNames, type RuleActionName } from "../../../domain/defaults/firewall-rules.ts";
import type { Addresses, AddressSets } from "../../../domain/firewall/addresses.ts";
import type { FirewallPlanArgs } from "../../../domain/firewall/rule.ts";
import type { StoreInput } from "../schema/store.ts";

type FirewallInput = StoreInput["firewall"];

type KnownParty = FirewallInput["scanners"][number];

/** A rule that only counts, for a reason and until a day. */
export interface Trial {
  readonly rule: FirewallRule;
  readonly reason: string;
  readonly until: string;
}

/** The rules that are being tried out. */
export const trials = ({ actions }: FirewallInput): Trial[] =>
  firewallRuleNames.flatMap((rule) => {
    const said = actions[rule];
    return typeof said === "object" ? [{ rule, reason: said.reason, until: said.until }] : [];
  });

/** A rule's action: the settings', over the environment's default. */
const actionOf =
  ({ environment, firewall }: StoreInput) =>
  (name: FirewallRule): RuleActionName => {
    const said = firewall.actions[name];
    if (said !== undefined) return typeof said === "string" ? said : said.action;
    const { action, inDev } = firewallRule(name);
    return environment === "dev" ? (inDev ?? action) : action;
  };

/** Arguments of the rules, but for the IP sets. */
export function firewallPlanArgs(settings: StoreInput): Omit<FirewallPlanArgs, "sets"> {
  const { firewall } = settings;
  const { host, staffOnly } = firewall.admin;
  const { block, allow } = firewall.countries;
  return {
    ...firewall,
    countries: allow ? { allow } : { block: block ?? countriesBlockedByDefault },
    admin: { host, staffOnly: staffOnly === true },
    integrations: integrationsOf(firewall),
    api: apiOf(firewall),
    actionOf: actionOf(settings),
  };
}

/** The state of X-Cart's API: open, open to listed addresses, or closed. */
export const apiOf = ({ api }: FirewallInput): FirewallPlanArgs["api"] => (api.open ? "open" : api.addresses ? "listed" : "closed");

/** Integrations from anywhere, as `path: reason` lines. */
export const integrationRelaxations = ({ integrations }: FirewallInput): string[] =>
  integrations.flatMap(({ name, targets, addresses, reason }, i) =>
    addresses ? [] : [`firewall.integrations[${i}]: ${name} from anywhere, ${targets.join(", ")}: ${reason}`],
  );

/** The targets of integrations, by whether their addresses are known. */
export const integrationsOf = ({ integrations }: FirewallInput): FirewallPlanArgs["integrations"] => {
  const targets = (isListed: boolean) => [
    ...new Set(integrations.filter(({ addresses }) => (addresses !== undefined) === isListed).flatMap((one) => one.targets)),
  ];
  return { listed: targets(true), anywhere: targets(false) };
};

/** The API where it is open, as `path: reason` lines. */
export const apiRelaxations = ({ api }: FirewallInput): string[] =>
  api.reason === undefined ? [] : [`firewall.api: open to ${api.open ? "everyone" : (api.addresses ?? []).join(", ")}: ${api.reason}`];

/** The addresses of each list, with what people should know of them. */
export function firewallAddresses({ admin, api, integrations, scanners, monitors, blockedAddresses }: FirewallInput): AddressSets {
  return {
    scanner: ofParties("PCI scanners", scanners),
    monitor: ofParties("Uptime monitors", monitors),
    staff: { addresses: admin.addresses ?? [], description: "Where staff reach the administration from" },
    api: { addresses: api.addresses ?? [], description: `Who may use the API: ${api.reason ?? "nobody"}` },
    integration: {
      addresses: [...new Set(integrations.flatMap(({ addresses = [] }) => addresses))],
      description: `Integrations: ${integrations.map(({ name, reason }) => `${name}, ${reason}`).join("; ")}`,
    },
    "blocked-addresses": { addresses: blockedAddresses, description: "Addresses that get nothing" },
  };
}

/** All of them share a set, which ends with the first of them. */
function ofParties(what: string, parties: readonly KnownParty[]): Addresses {
  const ends = parties.map(({ until }) => until).sort();
  return {
    addresses: [...new Set(parties.flatMap(({ addresses }) => addresses))],
    description: `${what}: ${parties.map(({ name, reason }) => `${name}, ${reason}`).join("; ")}`,
    // Digits come before letters: the first is a day where there is one.
    until: ends[0],
  };
}

/** The domains that hold an answer to a challenge: each covers the names below it. AWS WAF takes ten; beyond, the zone is one for all. */
export function tokenDomains(names: readonly string[], zone: string, max: number): string[] {
  const own = names.filter((name) => !names.some((other) => name.endsWith(`.${other}`)));
  return own.length > max ? [zone] : own;
}

/** The same of a store. */
export const ownTokenDomains = ({ domain, aliases, dns }: Pick<StoreInput, "domain" | "aliases" | "dns">): string[] =>
  tokenDomains([domain, ...aliases], dns.zone, wafLimits.tokenDomains);
