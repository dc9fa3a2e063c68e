import { resolve } from "node:path";
import { compareVersions, versionOf } from "../../domain/defaults/xcart-versions.ts";
import { isRecord } from "../../domain/values.ts";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { ownProject, type Project } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { busy } from "../preview/progress.ts";
import { faultStatus } from "../text/fault.ts";
import { paragraphs } from "../text/paragraphs.ts";
import { screenOf } from "../text/screen.ts";
import { bucketOf, listReleases, type StoredRelease, uploadRelease } from "./bucket.ts";
import { type ReleaseDescription, readRelease } from "./description.ts";
import { listDistributions, uploadDistribution } from "./distribution/bucket.ts";
import { checkDistribution, MAX_ARCHIVE_BYTES } from "./distribution/check.ts";
import type { DistributionDescription } from "./distribution/description.ts";
import { type Installed, type InstallRequest, installStore, putLicence } from "./install.ts";
import { type Packed, type PackOptions, packRelease, readAllowed, stopAt } from "./pack.ts";
import { installedText, listText, packedText, pushedDistributionText } from "./text.ts";

/** The command line of what asks a store's bucket. */
export interface ReleaseOptions {
  /** @default - the bucket that Pulumi made */
  readonly bucket?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** The command line of `store release push`. */
export interface PushOptions extends ReleaseOptions {
  /** A distribution of X-Cart, in place of a release. */
  readonly distribution?: string;
  /** The distribution's name. @default - X-Cart's version */
  readonly name?: string;
  /** `PATH=REASON` of what is in the distribution although a rule is against it. */
  readonly allow?: readonly string[];
}

/** Runs `store release pack`; resolves to the exit status. */
export const pack = async (folder: string, options: PackOptions): Promise<number> =>
  await run<Packed>(options, () => packRelease(folder, options, new Date()), packedText);

/** Runs `store release list`; resolves to the exit status. */
export const list = async (stack: string, options: ReleaseOptions): Promise<number> =>
  await run(
    options,
    async () => {
      const { settings, plainName } = listedStore(stack, options);
      const bucket = bucketOf(settings, options.bucket);
      const [found, distributions] = await busy(`asking AWS about ${stack}`, () =>
        Promise.all([listReleases(bucket), listDistributions(bucket)]),
      );
      return {
        stack,
        runs: settings.web.release ?? (plainName === undefined ? undefined : { name: plainName }),
        releases: found.toSorted(newestFirst),
        distributions,
      };
    },
    listText,
  );

function newestFirst(a: StoredRelease, b: StoredRelease): number {
  const number = ({ release }: StoredRelease) => Number(release.slice(release.indexOf("-") + 1));
  return compareVersions(versionOf(b.release), versionOf(a.release)) || number(b) - number(a);
}

/** Runs `store release push`; resolves to the exit status. */
export const push = async (stack: string, file: string | undefined, options: PushOptions): Promise<number> =>
  options.distribution === undefined
    ? await pushRelease(stack, file, options)
    : await pushDistribution(stack, file, options.distribution, options);

const pushRelease = async (stack: string, file: string | undefined, options: PushOptions): Promise<number> =>
  await run<ReleaseDescription & { readonly bucket: string }>(
    options,
    async () => {
      const { settings } = storeOf(stack, options);
      if (file === undefined)
        throw new UserError(
          fault("FILE", undefined, "a release's archive, NAME.tar.zst, or --distribution FILE with X-Cart's distribution"),
        );
      if (options.name !== undefined || (options.allow ?? []).length > 0)
        throw new UserError("--name, --allow: got one without --distribution, expected none: a release has both from `store release pack`");
      const description = await readRelease(file);
      if (description.bytes > MAX_ARCHIVE_BYTES)
        throw new UserError(
          fault("FILE", `${description.bytes} bytes`, `at most ${MAX_ARCHIVE_BYTES}, the maximum that S3 copies at once`),
        );
      const bucket = bucketOf(settings, options.bucket);
      await busy(`uploading ${description.release}`, () => uploadRelease(bucket, file, description));
      return { bucket: bucket.name, ...description };
    },
    ({ release, bucket }) => `${release} is in ${bucket}\nnext\n  npx store release promote ${stack} ${release}`,
  );

const pushDistribution = async (stack: string, file: string | undefined, archive: string, options: PushOptions): Promise<number> =>
  await run<DistributionDescription & { readonly bucket: string }>(
    options,
    async () => {
      const { settings } = storeOf(stack, options);
      if (file !== undefined) throw new UserError(fault("FILE", file, "no FILE beside --distribution"));
      const { allowed, faults } = readAllowed(options.allow ?? []);
      stopAt(faults);
      const bucket = bucketOf(settings, options.bucket);
      const check = { line: settings.xcart.line, allowed, ...(options.name !== undefined && { name: options.name }) };
      const description = await busy(`reading ${archive}`, () => checkDistribution(archive, check, new Date()));
      await busy(`uploading ${description.distribution}`, () => uploadDistribution(bucket, archive, description));
      return { bucket: bucket.name, ...description };
    },
    (description) => pushedDistributionText(stack, description),
  );

/** Runs `store release licence` with what was written on standard input; resolves to the exit status. */
export const licence = async (stack: string, text: string, options: ReleaseOptions): Promise<number> =>
  await run(
    options,
    async () => ({ stack, secret: await putLicence(storeOf(stack, options).settings, text) }),
    ({ secret }) => `the licence key is in the secret ${secret}`,
  );

/** Runs `store release install`; resolves to the exit status. */
export const install = async (
  stack: string,
  release: string,
  options: ReleaseOptions & Omit<InstallRequest, "release">,
  pause?: () => Promise<unknown>,
): Promise<number> =>
  await run<Installed>(
    options,
    async () => {
      const { settings } = storeOf(stack, options);
      const ways = { report: (line: string) => void process.stderr.write(`${line}\n`), ...(pause && { pause }) };
      return await installStore(settings, bucketOf(settings, options.bucket), { ...options, release }, ways);
    },
    installedText,
  );

/** A store's settings, and where its file is. */
export function storeOf(stack: string, { stacks }: ReleaseOptions): { readonly project: Project; readonly settings: StoreSettings } {
  const project = ownProject(stacks && resolve(stacks));
  return { project, settings: readStoreSettings(project, stack, noAccount(stack)) };
}

/** The same for a list, which is where checksums come from: settings that name a release without its checksum are accepted here. */
function listedStore(stack: string, { stacks }: ReleaseOptions): { readonly settings: StoreSettings; readonly plainName?: string } {
  let plainName: string | undefined;
  const settings = readStoreSettings(ownProject(stacks && resolve(stacks)), stack, noAccount(stack), (raw) => {
    if (!isRecord(raw) || !isRecord(raw.web) || typeof raw.web.release !== "string") return raw;
    const { release, ...web } = raw.web;
    plainName = String(release);
    return { ...raw, web };
  });
  return { settings, ...(plainName !== undefined && { plainName }) };
}

const noAccount = (stack: string) => `${stack}: got an account's stack, expected a store's: accounts have no releases`;

/** Prints what came of it, as text or JSON; or what is wrong, on stderr, with 1. */
export async function run<T>({ json }: { readonly json?: boolean }, work: () => Promise<T>, text: (result: T) => string): Promise<number> {
  try {
    const result = await work();
    console.log(json ? JSON.stringify(result, undefined, 2) : paragraphs(text(result), screenOf()));
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}
