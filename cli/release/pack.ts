import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { xcartLines } from "../../domain/defaults/xcart-versions.ts";
import { fault } from "../../stacks/settings/faults.ts";
import { releaseName } from "../../stacks/settings/schema/release.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { startProgress } from "../preview/progress.ts";
import { type Archive, findSecrets, writeArchive } from "./archive.ts";
import { descriptionOf, type ReleaseDescription } from "./description.ts";
import { type Entry, readTree, type Tree } from "./tree.ts";

/** The command line of `store release pack`. */
export interface PackOptions {
  /** The release's name, such as `5.6.0.12-1`. */
  readonly version?: string;
  /** Folder that gets the archive and its description. @default - the working folder */
  readonly out?: string;
  /** `PATH=REASON` of what is packed although a rule is against it. */
  readonly allow?: readonly string[];
  readonly json?: boolean;
}

/** A release that was packed. */
export interface Packed {
  readonly archive: string;
  readonly description: ReleaseDescription;
  readonly files: number;
  readonly leftOut: Tree["leftOut"];
}

/** Packs the store in `folder` as a release: both files or, with a UserError that has a line for each fault, none. */
export async function packRelease(folder: string, options: PackOptions, now: Date): Promise<Packed> {
  const { allowed, faults } = readAllowed(options.allow ?? []);
  faults.push(...nameFaults("--version", options.version), ...folderFaults(folder));
  stopAt(faults);
  const named = new Set(allowed.map(({ path }) => path));
  const tree = readTree(folder, named);
  faults.push(...refusals(tree.refused), ...unusedFaults(allowed, tree));
  // All at once: no one wants to hear of the next one after each long run.
  if (faults.length > 0) faults.push(...refusals((await findSecrets(folder, tree.entries)).filter(({ path }) => !named.has(path))));
  stopAt(faults);
  const { version = "", out = "." } = options;
  const archive = join(resolve(out), `${version}.tar.zst`);
  const { description, files } = await write(folder, tree.entries, archive, ({ sha256, bytes }) => ({
    version: 1,
    release: version,
    kind: "packed",
    sha256,
    bytes,
    builtAt: now.toISOString(),
    ...(allowed.length > 0 && { allowed }),
  }));
  return { archive, description, files, leftOut: tree.leftOut };
}

/** A path that may be packed although the rules refuse it, with the reason. */
export type Allowed = { readonly path: string; readonly reason: string };

/** A UserError with a line for each fault, if there are any. */
export function stopAt(faults: readonly string[]): void {
  if (faults.length > 0) throw new UserError(faults.join("\n"));
}

/** Reads the values of `--allow`. */
export function readAllowed(texts: readonly string[]): { readonly allowed: Allowed[]; readonly faults: string[] } {
  const allowed: Allowed[] = [];
  const faults: string[] = [];
  for (const text of texts) {
    const at = text.indexOf("=");
    const [path, reason] = [text.slice(0, at), text.slice(at + 1).trim()];
    if (at > 0 && reason.length >= 10) allowed.push({ path, reason });
    else faults.push(fault("--allow", text, "PATH=REASON, a path in the folder and why it may be packed, in at least 10 characters"));
  }
  return { allowed, faults };
}

/** Faults of a release's name; `place` is the option or argument that gave it. */
export function nameFaults(place: string, version: string | undefined): string[] {
  const parsed = releaseName.safeParse(version);
  if (!parsed.success) return [fault(place, version, parsed.error.issues[0]?.message ?? "a release's name")];
  if (xcartLines.some((line) => parsed.data.startsWith(`${line}.`))) return [];
  return [fault(place, version, `one of X-Cart ${xcartLines.join(" or ")} (5.4 needs PHP 7.4, which gets no security fixes)`)];
}

/** Whether an installed X-Cart is in the folder. */
function folderFaults(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [fault("DIR", folder, "the folder of an installed X-Cart")];
  const has = (path: string) => existsSync(join(folder, path));
  if (has("public/index.php") && has("vendor/autoload.php")) return [];
  if (has("cart.php") && has("admin.php"))
    return [fault("DIR", folder, "X-Cart 5.5 or 5.6; this is the layout of 5.4 or older: upgrade it first")];
  if (has("index.php") && has("service.php")) return [fault("DIR", folder, "the folder above public/")];
  const missing = ["public/index.php", "vendor/autoload.php"].filter((path) => !has(path));
  return [fault("DIR", folder, `an installed X-Cart 5.5 or 5.6; ${missing.join(", ")} missing`)];
}

/** Faults for the paths that are refused in `whole`, a sentence each. */
export const refusals = (refused: Tree["refused"], whole = "a release") =>
  refused.map(({ path, why }) => `${path}: got ${why}, expected none in ${whole}: remove it, or accept it with --allow '${path}=REASON'`);

const unusedFaults = (allowed: readonly Allowed[], { entries }: Tree) =>
  allowed
    .filter(({ path }) => !entries.some((entry) => entry.path === path))
    .map(({ path }) => fault("--allow", path, "a file or folder that would be packed"));

/** Writes the archive under another name first, and names it last: what is half-written is never taken for a release. */
async function write(folder: string, entries: readonly Entry[], archive: string, describe: (archive: Archive) => ReleaseDescription) {
  for (const file of [archive, descriptionOf(archive)])
    if (existsSync(file)) throw new UserError(`${file}: got a file that exists already, expected none, since a release never changes`);
  const temporary = `${archive}.${process.pid}`;
  const total = entries.filter(({ kind }) => kind === "file").length;
  try {
    mkdirSync(dirname(archive), { recursive: true });
  } catch (error) {
    throw new UserError(fault("--out", dirname(archive), `a folder that can be written to (${messageOf(error)})`));
  }
  const progress = startProgress(`packing ${total} files`);
  try {
    const written = await writeArchive(folder, entries, temporary, (count) => progress.update(`packing ${count} of ${total} files`));
    const description = describe(written);
    const allowed = new Set(description.allowed?.map(({ path }) => path));
    stopAt(refusals(written.secrets.filter(({ path }) => !allowed.has(path))));
    writeFileSync(descriptionOf(archive), `${JSON.stringify(description, undefined, 2)}\n`);
    renameSync(temporary, archive);
    return { description, files: written.files };
  } catch (error) {
    rmSync(descriptionOf(archive), { force: true });
    if (error instanceof UserError) throw error;
    throw new UserError(`${archive}: cannot be written (${messageOf(error)}), expected a folder with room for the release`, {
      cause: error,
    });
  } finally {
    progress.stop();
    rmSync(temporary, { force: true });
  }
}
