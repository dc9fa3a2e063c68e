import { type Input, interpolate, type Output, output } from "@pulumi/pulumi";
import { pathHosts } from "../../domain/defaults/aws-hosts.ts";
import type { Region } from "../../domain/defaults/regions.ts";

/** Resources of a store that AWS gives names. */
export interface NamedByAws {
  readonly region: Region;
  /** The database's name: what follows its first label is the account's and Region's own, and restored copies have it too. */
  readonly databaseAddress: Input<string>;
  /** The caches' names: what follows the first label is the group's, whose members are called below it. */
  readonly cacheAddresses: readonly Input<string>[];
  readonly fileSystemId: Input<string>;
  /** The buckets that nodes take releases from, and keep in what people do there. */
  readonly bucketNames: readonly Input<string>[];
}

/** The names by which the VPC looks up the store's own database, caches, files and buckets, and no other account's. */
export function ownNames({ region, databaseAddress, cacheAddresses, fileSystemId, bucketNames }: NamedByAws): Output<string>[] {
  const [pathHost] = pathHosts(region);
  return [
    ...[databaseAddress, ...cacheAddresses].map(belowParent),
    interpolate`${fileSystemId}.efs.${region}.amazonaws.com`,
    ...bucketNames.map((bucket) => interpolate`${bucket}.${pathHost}`),
  ];
}

/** `*.abc.eu-central-1.rds.amazonaws.com` of `shop.abc.eu-central-1.rds.amazonaws.com`. */
const belowParent = (address: Input<string>): Output<string> =>
  output(address).apply((host) => ["*", ...host.split(".").slice(1)].join("."));
