import { sharedFolders } from "../../domain/contracts/shared-folders.ts";
import { nodePaths } from "../node.ts";

/** A folder of the node that is bind-mounted into the release that runs: `realpath()` of what is in it stays below the release. */
export interface ReleaseMount {
  /** Mount point, relative to the release. Parents come before their children. */
  readonly inside: string;
  /** Absolute path on the node; `RELEASE` in it stands for the name of the release's folder. */
  readonly from: string;
  /** Its owner: all nodes of the store (EFS), this node alone, or the release, which is read-only. */
  readonly kind: "shared" | "node" | "release";
  /**
   * Which files of the release are copied to `from` where they are missing.
   *
   * @default - none
   */
  readonly seed?: { readonly without: readonly string[] };
}

const { shared, local, releases } = nodePaths;

/** Folder for a release's compiled classes: the `var` that contains them is hidden by the node's own. */
const compiled = `${releases}/RELEASE/.run`;

/**
 * Caches in `var` and `public/var` of an installed X-Cart, which rebuilds each one that is missing. A copy from another release or
 * server would be wrong: `.lessFiles.php` names the LESS sources of the style sheets in `public/var/resources`.
 */
const caches = ["cache", "datacache", "gmv", "locale", "packs", "workers", ".lessFiles.php", ".quickData.php"] as const;

const sharedFolder = (inside: string, seed?: ReleaseMount["seed"]): ReleaseMount => ({
  inside,
  from: `${shared}/${inside}`,
  kind: "shared",
  ...(seed && { seed }),
});

/**
 * The folders of X-Cart that are not the release's, in the order of mounting (docs/decisions/0044). All are `nosuid,nodev,noexec`.
 * `var/tmp` is shared since uploads in parts are put together there, by whichever node gets a part (classes/XLite/Controller/Admin/ChunkUpload.php);
 * `var/video` since films of a text that staff are writing are shown from there (classes/XLite/Model/Repo/Video/Temporary.php).
 */
export const releaseMounts: readonly ReleaseMount[] = [
  { inside: "var", from: `${local}/var/RELEASE`, kind: "node", seed: { without: caches } },
  { inside: "var/run", from: compiled, kind: "release" },
  { inside: "var/log", from: "/var/log/xcart/app", kind: "node" },
  sharedFolder("var/tmp"),
  sharedFolder("var/video"),
  ...sharedFolders.map((inside) => sharedFolder(inside, { without: inside === "public/var" ? ["resources"] : [] })),
];

/** The folders in a release that PHP writes to, relative to the release; what is in another one of them is left out. */
export const writtenFolders: readonly string[] = releaseMounts.flatMap(({ inside, kind }) =>
  kind === "release" || releaseMounts.some((other) => other.kind !== "release" && inside.startsWith(`${other.inside}/`)) ? [] : [inside],
);

/** Mount options of one, for `mount --options`. */
export const mountOptions = ({ kind }: ReleaseMount): string => `bind,nosuid,nodev,noexec${kind === "release" ? ",ro" : ""}`;
