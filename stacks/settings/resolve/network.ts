import { type AllowList, type AllowListArgs, allowList } from "../../../domain/network/allow-list.ts";
import type { Hosts } from "../schema/fields.ts";
import type { StoreSettings } from "./store.ts";

type WithHosts = Pick<StoreSettings, "payments" | "network">;

/** Each host that the settings name, and where. */
export const namedHosts = ({ payments, network }: WithHosts): { readonly path: string; readonly host: Hosts[number] }[] => {
  const at = (path: string, hosts: Hosts) => hosts.map((host, i) => ({ path: `${path}[${i}]`, host }));
  return [...at("payments.hosts", payments.hosts), ...at("network.allowedHosts", network.allowedHosts)];
};

/** The hosts of the settings that one owner has, and those that many have and the settings answer for. */
export function allowedHosts(settings: WithHosts): { readonly hosts: readonly string[]; readonly shared: readonly string[] } {
  const all = namedHosts(settings).map(({ host }) => host);
  return {
    hosts: all.flatMap((host) => (typeof host === "string" ? [host] : [])),
    shared: all.flatMap((host) => (typeof host === "string" ? [] : [host.host])),
  };
}

/** The hosts that many have, as `path: reason` lines. */
export const hostRelaxations = (settings: WithHosts): string[] =>
  namedHosts(settings).flatMap(({ path, host }) => (typeof host === "string" ? [] : [`${path}: ${host.host}: ${host.relaxedBecause}`]));

/** Arguments of the allow-list: settings that name hosts. */
export function allowListArgs(settings: StoreSettings): AllowListArgs {
  const { region, domain, aliases, mail } = settings;
  const { hosts, shared } = allowedHosts(settings);
  return {
    region,
    ownNames: [domain, ...aliases],
    hosts: [...hosts, ...(mail.provider ? [mail.provider.host] : [])],
    shared,
    mailBySes: !mail.provider,
  };
}

/** The names that the settings allow, and those that every store needs. */
export const allowListOf = (settings: StoreSettings): AllowList => allowList(allowListArgs(settings));
