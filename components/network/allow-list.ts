import { trustStoreHost, xcartHosts } from "../../domain/defaults/hosts.ts";
import type { Region } from "../../domain/defaults/regions.ts";

/** What a store is, for its list of hosts. */
export interface AllowListArgs {
  readonly region: Region;
  /** The store's own names: X-Cart calls itself over them. */
  readonly ownNames: readonly string[];
  /** Hosts of payment providers, mail, shipping: `api.example.com` or `*.example.com`. */
  readonly hosts: readonly string[];
}

/**
 * The names that nodes may resolve and call, sorted, each once. AWS's own are those of the store's Region, so that a bucket
 * elsewhere is no way out; the database, cache and load balancer have names of a form of their own.
 */
export function allowList({ region, ownNames, hosts }: AllowListArgs): string[] {
  const aws = [
    `*.${region}.amazonaws.com`,
    `*.${region}.rds.amazonaws.com`,
    `*.${region}.elb.amazonaws.com`,
    `*.${region}.api.aws`,
    "*.cache.amazonaws.com",
    region === "us-east-1" ? "*.ec2.internal" : `*.${region}.compute.internal`,
  ];
  return [...new Set([...xcartHosts, trustStoreHost, ...aws, ...ownNames, ...hosts])].sort();
}
