import { resolve } from "node:path";
import { compareVersions, versionOf } from "../../domain/defaults/xcart-versions.ts";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { ownProject, type Project } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { startProgress } from "../preview/progress.ts";
import { bucketOf, listReleases, type StoredRelease, uploadRelease } from "./bucket.ts";
import { type ReleaseDescription, readRelease } from "./description.ts";
import { type Packed, type PackOptions, packRelease } from "./pack.ts";
import { listText, packedText } from "./text.ts";

/** The command line of what asks a store's bucket. */
export interface ReleaseOptions {
  /** @default - the bucket that Pulumi made */
  readonly bucket?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** S3 neither takes nor copies more at once (docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
const LARGEST_ARCHIVE = 5 * 1024 ** 3;

/** Runs `store release pack`; resolves to the exit status. */
export const pack = async (folder: string, options: PackOptions): Promise<number> =>
  await run<Packed>(options, () => packRelease(folder, options, new Date()), packedText);

/** Runs `store release list`; resolves to the exit status. */
export const list = async (stack: string, options: ReleaseOptions): Promise<number> =>
  await run(
    options,
    async () => {
      const { settings } = storeOf(stack, options);
      const found = await busy(`asking AWS about ${stack}`, () => listReleases(bucketOf(settings, options.bucket)));
      return { stack, runs: settings.web.release, releases: found.toSorted(newestFirst) };
    },
    listText,
  );

function newestFirst(a: StoredRelease, b: StoredRelease): number {
  const number = ({ release }: StoredRelease) => Number(release.slice(release.indexOf("-") + 1));
  return compareVersions(versionOf(b.release), versionOf(a.release)) || number(b) - number(a);
}

/** Runs `store release push`; resolves to the exit status. */
export const push = async (stack: string, file: string, options: ReleaseOptions): Promise<number> =>
  await run<ReleaseDescription & { readonly bucket: string }>(
    options,
    async () => {
      const { settings } = storeOf(stack, options);
      const description = await readRelease(file);
      if (description.bytes > LARGEST_ARCHIVE)
        throw new UserError(fault("FILE", `${description.bytes} bytes`, `at most ${LARGEST_ARCHIVE}, the most that S3 copies at once`));
      const bucket = bucketOf(settings, options.bucket);
      await busy(`uploading ${description.release}`, () => uploadRelease(bucket, file, description));
      return { bucket: bucket.name, ...description };
    },
    ({ release, bucket }) => `${release} is in ${bucket}\nnext\n  npx store release promote ${stack} ${release}`,
  );

/** A store's settings, and where its file is. */
export function storeOf(stack: string, { stacks }: ReleaseOptions): { readonly project: Project; readonly settings: StoreSettings } {
  const project = ownProject(stacks && resolve(stacks));
  const noAccount = `${stack}: got an account's stack, expected a store's: accounts have no releases`;
  return { project, settings: readStoreSettings(project, stack, noAccount) };
}

/** Shows that something takes its time. */
export async function busy<T>(what: string, work: () => Promise<T>): Promise<T> {
  const progress = startProgress(what);
  try {
    return await work();
  } finally {
    progress.stop();
  }
}

/** Prints what came of it, as text or JSON; or what is wrong, on stderr, with 1. */
export async function run<T>({ json }: { readonly json?: boolean }, work: () => Promise<T>, text: (result: T) => string): Promise<number> {
  try {
    const result = await work();
    console.log(json ? JSON.stringify(result, undefined, 2) : text(result));
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 1;
  }
}
