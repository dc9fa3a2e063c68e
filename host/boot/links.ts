import { nodePaths } from "../node.ts";

/** A folder of a release that is a link on a node, since PHP writes there. */
export interface ReleaseLink {
  /** In the release. */
  readonly from: string;
  readonly to: string;
}

const { shared, local } = nodePaths;

/**
 * What X-Cart writes at run time, by where it has to be: files of shoppers and staff on every node, caches on the node itself. All
 * else of a release, compiled classes (`var/run`) too, belongs to root. Beyond images and files a guess: X-Cart names no list for
 * several nodes (docs/decisions/0027).
 */
export const releaseLinks: readonly ReleaseLink[] = [
  ...["public/images", "public/files", "public/var", "files", "var/import", "var/export"].map((from) => ({
    from,
    to: `${shared}/${from}`,
  })),
  ...["cache", "tmp", "datacache", "locale", "workers", "packs", "gmv"].map((name) => ({ from: `var/${name}`, to: `${local}/${name}` })),
  { from: "var/log", to: "/var/log/xcart/app" },
];
