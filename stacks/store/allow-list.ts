import { type AllowList, allowList } from "../../domain/network/allow-list.ts";
import { allowedHosts } from "../settings/resolve/network.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";

/** The names that the settings allow, and those that every store needs. */
export function allowListOf(settings: StoreSettings): AllowList {
  const { region, domain, aliases, mail } = settings;
  const { hosts, shared } = allowedHosts(settings);
  return allowList({
    region,
    ownNames: [domain, ...aliases],
    hosts: [...hosts, ...(mail.provider ? [mail.provider.host] : [])],
    shared,
    mailBySes: !mail.provider,
  });
}
