import { type AllowList, type AllowListArgs, allowList } from "../../../domain/network/allow-list.ts";
import { allowedHosts } from "./network.ts";
import type { StoreSettings } from "./store.ts";

/** What of the settings names hosts. */
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
