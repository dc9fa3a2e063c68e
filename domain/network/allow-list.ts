import { awsHosts, instanceNames, serviceHost } from "../defaults/aws-hosts.ts";
import { trustStoreHost, xcartHosts } from "../defaults/hosts.ts";
import type { Region } from "../defaults/regions.ts";

/** Arguments for a store's list of hosts. */
export interface AllowListArgs {
  readonly region: Region;
  /** The store's own names: X-Cart calls itself over them. */
  readonly ownNames: readonly string[];
  /** Hosts of payment providers, mail, shipping: `api.example.com` or `*.example.com`. */
  readonly hosts: readonly string[];
  /** Those of the settings that many have, and the settings say why. */
  readonly shared: readonly string[];
  /** Whether mail leaves by SES's API. */
  readonly mailBySes: boolean;
}

/** The names that nodes may resolve and call, each list sorted and each name once. */
export interface AllowList {
  /** Names allowed before shared ones are blocked: single names, and wildcards for which the settings give a reason. */
  readonly exact: readonly string[];
  /** Wildcards: allowed after those are blocked, so that none reopens them. */
  readonly wildcards: readonly string[];
  /** Hosts that are called by NAT. The rest is AWS's, by endpoints. */
  readonly outward: readonly string[];
}

/** AWS's names are those that the VPC's own callers resolve; the store's database, caches and files are named once they are there. */
export function allowList({ region, ownNames, hosts, shared, mailBySes }: AllowListArgs): AllowList {
  const ses = mailBySes ? [serviceHost("email", region)] : [];
  const outward = [...xcartHosts, trustStoreHost, ...ses, ...ownNames, ...hosts, ...shared];
  const wildcards = hosts.filter((host) => host.startsWith("*."));
  const exact = [...awsHosts(region), instanceNames(region), ...outward.filter((host) => !wildcards.includes(host))];
  return { exact: once(exact), wildcards: once(wildcards), outward: once(outward) };
}

const once = (names: readonly string[]): string[] => [...new Set(names)].sort();
