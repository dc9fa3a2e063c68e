import { trustStoreHost, xcartHosts } from "../../domain/defaults/hosts.ts";
import type { StoreFacts } from "../../domain/network/conversations.ts";
import { signInProvider } from "../../stacks/settings/resolve/admin-sign-in.ts";
import { allowedHosts } from "../../stacks/settings/resolve/network.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** The parties that a store's settings let it talk to. A wildcard is tried with one of its names. */
export function storeFactsOf(settings: StoreSettings): StoreFacts {
  const { region, account, domain, aliases, mail } = settings;
  const { hosts, shared } = allowedHosts(settings);
  return {
    ...(signInProvider(settings) !== "none" && { identityProvider: `shop.auth.${region}.amazoncognito.com` }),
    ...(account.stack && { accountStack: account.stack }),
    region,
    storeNames: [domain, ...aliases],
    hosts: [...xcartHosts, trustStoreHost, ...[...hosts, ...shared].map((host) => host.replace("*", "www"))],
    ...(mail.provider && { mail: mail.provider }),
  };
}
