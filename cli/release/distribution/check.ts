import { closeSync, openSync, readSync, statSync } from "node:fs";
import { posix } from "node:path";
import type { XcartLine } from "../../../domain/defaults/xcart-versions.ts";
import { fault } from "../../../stacks/settings/faults.ts";
import { messageOf, UserError } from "../../offline/faults.ts";
import { sumOf } from "../description.ts";
import { type Allowed, refusals, stopAt } from "../pack.ts";
import { keyIn, MAX_READ_BYTES, verdictOn } from "../rules.ts";
import type { DistributionDescription } from "./description.ts";
import { type ArchiveEntry, Unreadable, type Visit } from "./entries.ts";
import { visitTgz } from "./tgz.ts";
import { visitZip } from "./zip.ts";

/** S3 neither takes nor copies more at once (docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
export const MAX_ARCHIVE_BYTES = 5 * 1024 ** 3;
/** Maximum bytes of all its files: the builder's disk holds them three times. */
const MAX_UNPACKED_BYTES = 12 * 1024 ** 3;
/** Maximum number of faults that are listed. */
const MAX_LINES = 20;

/** Options of a distribution's check. */
export interface CheckOptions {
  readonly line: XcartLine;
  /** Its name. @default - X-Cart's version, as the distribution says it */
  readonly name?: string;
  readonly allowed: readonly Allowed[];
}

/** Reads all of a distribution, and describes it. Whatever is wrong with it is a UserError, a line for each fault. */
export async function checkDistribution(file: string, options: CheckOptions, now: Date): Promise<DistributionDescription> {
  const form = formOf(file);
  const found = await look(file, form, new Set(options.allowed.map(({ path }) => path)));
  stopAt([...found.faults].slice(0, MAX_LINES));
  const folder = folderOf(file, found);
  const xcart = versionOf(file, found.versions.get(folder), options);
  stopAt(
    options.allowed.filter(({ path }) => !found.paths.has(path)).map(({ path }) => fault("--allow", path, "a file in the distribution")),
  );
  const distribution = options.name ?? xcart;
  if (!new RegExp(`^${xcart.replaceAll(".", "\\.")}(-\\d{1,4})?$`).test(distribution))
    throw new UserError(
      fault("--name", distribution, `${xcart}, which the distribution is, or ${xcart}-2 for another of the same version`),
    );
  const described = { version: 1, distribution, xcart, form, folder, sha256: await sumOf(file), bytes: statSync(file).size } as const;
  const { allowed } = options;
  return { ...described, pushedAt: now.toISOString(), ...(allowed.length > 0 && { allowed: [...allowed] }) };
}

/** The form by the file's first bytes, which has to fit its name. */
function formOf(file: string): DistributionDescription["form"] {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new UserError(`${file}: no such file, expected a distribution of X-Cart, .zip or .tgz`);
  if (stats.size > MAX_ARCHIVE_BYTES) throw new UserError(fault("--distribution", `${stats.size} bytes`, `at most ${MAX_ARCHIVE_BYTES}`));
  const named = /\.zip$/i.test(file) ? "zip" : /\.(tgz|tar\.gz)$/i.test(file) ? "tgz" : undefined;
  const start = Buffer.alloc(4);
  const opened = openSync(file, "r");
  try {
    readSync(opened, start, 0, 4, 0);
  } finally {
    closeSync(opened);
  }
  const is = start.toString("latin1").startsWith("PK") ? "zip" : start.readUInt16BE(0) === 0x1f8b ? "tgz" : undefined;
  if (named === undefined || named !== is)
    throw new UserError(fault("--distribution", file, "a distribution of X-Cart as it is downloaded, a .zip or .tgz"));
  return named;
}

interface Found {
  readonly paths: Set<string>;
  readonly faults: Set<string>;
  /** Versions in `bootstrap.php`, by its folder. */
  readonly versions: Map<string, string>;
}

async function look(file: string, form: DistributionDescription["form"], allowed: ReadonlySet<string>): Promise<Found> {
  const found: Found = { paths: new Set(), faults: new Set(), versions: new Map() };
  let unpacked = 0;
  const visit: Visit = async (entry, read) => {
    const path = entry.path.replace(/^(\.\/)+/, "").replace(/\/+$/, "");
    if (path === "" || path === ".") return;
    found.paths.add(path);
    unpacked += entry.bytes;
    if (unpacked > MAX_UNPACKED_BYTES)
      throw new UserError(`${file}: got more than ${MAX_UNPACKED_BYTES} bytes unpacked, expected a distribution of X-Cart`);
    const wrong = unsafe(entry);
    if (wrong !== undefined) found.faults.add(`${file}: got ${wrong}, expected paths and links within the distribution`);
    else if (!allowed.has(path)) for (const line of await refused(path, entry, read, found)) found.faults.add(line);
  };
  try {
    await (form === "zip" ? visitZip(file, visit) : visitTgz(file, visit));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new UserError(`${file}: got ${messageOf(error)}, expected a complete distribution of X-Cart as it was downloaded`, {
      cause: error,
    });
  }
  return found;
}

/** Describes an entry that would reach out of the folder that it is unpacked into. */
function unsafe({ path, kind, target }: ArchiveEntry): string | undefined {
  if (/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(path)) return `the path ${JSON.stringify(path)}`;
  if (kind === "other") return `${path}, which is not a file, folder or link`;
  if (target === undefined) return undefined;
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return posix.isAbsolute(target) || end.startsWith("..") ? `the link ${path} to ${target}` : undefined;
}

/** The rules that a release is packed by, on paths in the distribution's own folder; and what its version is. */
async function refused(path: string, { kind, bytes }: ArchiveEntry, read: () => Promise<Buffer>, found: Found): Promise<string[]> {
  const inside = path.replace(/^[^/]+\/(?=.)/, "");
  const verdicts = [verdictOn(path), verdictOn(inside)];
  const why = verdicts.flatMap((verdict) => ("refuse" in verdict ? [verdict.refuse] : []))[0];
  if (why !== undefined) return refusals([{ path, why }], "a distribution");
  if (kind !== "file" || bytes > MAX_READ_BYTES) return [];
  const text = (await read()).toString("latin1");
  const [, version] = /define\(\s*['"]LC_VERSION['"]\s*,\s*['"]([\d.]+)['"]/.exec(/(^|\/)bootstrap\.php$/.test(path) ? text : "") ?? [];
  if (version !== undefined) found.versions.set(posix.dirname(path), version);
  const key = keyIn(inside, text);
  return key === undefined ? [] : refusals([{ path, why: key }], "a distribution");
}

/** The folder that X-Cart is in: the top, or the only one there. */
function folderOf(file: string, { paths }: Found): string {
  const tops = new Set([...paths].map((path) => path.split("/")[0] ?? ""));
  const [only = "."] = tops;
  const folder = tops.size === 1 ? only : ".";
  const all = [...paths].flatMap((path) => (folder === "." ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : []));
  const missing = ["bin/install.sh", "service-tool/", "vendor/"].filter((part) => !all.some((path) => `${path}/`.startsWith(part)));
  if (missing.length === 0) return folder;
  const expected = "a distribution of X-Cart 5.5 or 5.6";
  throw new UserError(
    missing.includes("bin/install.sh") && all.includes("cart.php")
      ? fault("--distribution", file, `${expected}; without bin/install.sh this is the layout of 5.4 or older`)
      : fault("--distribution", file, `${expected}; ${missing.join(", ")} missing`),
  );
}

/** X-Cart's version, which has to be of the settings' line. */
function versionOf(file: string, said: string | undefined, { line, name }: CheckOptions): string {
  const version = said ?? name?.replace(/-\d+$/, "");
  if (version === undefined)
    throw new UserError(
      `${file}: got no version of X-Cart in its bootstrap.php, expected one, or --name with the version, such as ${line}.0.12`,
    );
  if (version.startsWith(`${line}.`)) return version;
  throw new UserError(`${file}: got X-Cart ${version}, expected one of ${line} (xcart.line)`);
}
