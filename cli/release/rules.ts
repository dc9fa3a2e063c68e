import { type ReleaseMount, releaseMounts } from "../../host/boot/mounts.ts";

/*
 * What of a store's folder belongs in a release. Paths are relative to the folder, with slashes.
 */

/** The verdict on a path. */
export type PathVerdict =
  | { readonly take: true }
  /** It lives elsewhere, or nothing needs it: not packed, and said. With a folder goes all below it. */
  | { readonly leaveOut: string }
  /** It must not be there at all. */
  | { readonly refuse: string };

const take: PathVerdict = { take: true };

const made = "made at run time, on each node";

/** Paths of a node's folder that are not packed: of `var` the caches only. */
const unpacked = ({ inside, kind, seed }: ReleaseMount): readonly (readonly [path: string, why: string])[] => {
  if (kind === "shared") return [[inside, "on the shared file system"]];
  if (kind === "release") return [];
  return seed ? seed.without.map((name) => [`${inside}/${name}`, made] as const) : [[inside, made]];
};
const elsewhere = new Map(releaseMounts.flatMap(unpacked));

const unneeded = new Set([
  ".git",
  ".svn",
  ".hg",
  ".bzr",
  ".idea",
  ".vscode",
  "node_modules",
  ".DS_Store",
  "Thumbs.db",
  ".gitignore",
  ".gitattributes",
]);

/** Names that hold secrets. What a node needs of them it gets from Secrets Manager when it starts. */
const secretNames = [
  /^\.env(\.[\w-]+)*\.local$/,
  /^id_(rsa|dsa|ecdsa|ed25519)$/,
  /\.(p12|pfx|jks|keystore)$/i,
  /^\.(npmrc|netrc|pgpass|my\.cnf)$/,
  /^auth\.json$/,
];
const dumps = /\.(sql|dump|mysqldump)(\.(gz|bz2|xz|zst|zip))?$/i;
const archives = /(\.(tar|tgz|tbz2?|txz|rar|7z)|\.tar\.\w+|\.zip|\.bak|\.old|\.orig|\.save|\.swp|~)$/i;
/** X-Cart's libraries, and its service tool's. */
const libraries = /^(service-tool\/)?vendor\//;
/** Files that libraries bring along for their own tests. */
const libraryTests = /^(service-tool\/)?vendor\/(.+\/)?(tests?|fixtures|examples?|docs?)\//i;

/** The verdict on a file or folder by its path alone. */
export function verdictOn(path: string): PathVerdict {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const place = elsewhere.get(path);
  if (place !== undefined) return { leaveOut: place };
  if (unneeded.has(name)) return { leaveOut: "no node needs it" };
  if (/[\p{Cc}\ufffd]/u.test(path)) return { refuse: "a name with control characters, or not in UTF-8" };
  if (libraryTests.test(path)) return take;
  if (secretNames.some((pattern) => pattern.test(name))) return { refuse: "a file for secrets" };
  if (path.startsWith("config/jwt/") && path.endsWith(".pem")) return { refuse: "the key of the store's API" };
  if (dumps.test(name) && !libraries.test(path)) return { refuse: "a database dump" };
  if (archives.test(name) && !libraries.test(path)) return { refuse: "an archive or a previous version" };
  return take;
}

const contents: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{60}/, "a private key"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key"],
  [/\b[rs]k_live_[0-9A-Za-z]{20,}/, "a payment provider's secret key"],
];
const environmentSecrets: readonly (readonly [RegExp, string])[] = [
  [/^\s*DATABASE_URL\s*=\s*["']?[^\s"'#]*\/\/[^\s:@/]+:[^\s@]+@/m, "a database password"],
  [/^\s*\w*(?:REDIS\w*PASSWORD|AWS_SECRET\w*)\s*=\s*["']?[^\s"'#]{8,}/m, "a password"],
];

/** Maximum bytes of a file that is searched: secrets are in small ones. */
export const MAX_READ_BYTES = 1_048_576;

/** The kind of secret that a file holds; undefined where none was found. `text` is the file as Latin-1. */
export function secretIn(path: string, text: string): string | undefined {
  const isEnvironment = /^\.env(\.|$)/.test(path.slice(path.lastIndexOf("/") + 1));
  return keyIn(path, text) ?? (isEnvironment && !libraryTests.test(path) ? firstIn(environmentSecrets, text) : undefined);
}

/** The same of keys alone: X-Cart's own `.env`, as it is distributed, has a password that is only an example. */
export const keyIn = (path: string, text: string): string | undefined => (libraryTests.test(path) ? undefined : firstIn(contents, text));

const firstIn = (patterns: typeof contents, text: string) => patterns.find(([pattern]) => pattern.test(text))?.[1];
