import type { PatchRequest } from "../../domain/contracts/patch-window.ts";
import { type PatchState, soakedImage } from "./state.ts";
import type { World } from "./world.ts";

/** What the settings call an image that they pin: nothing replaces it. */
export const PINNED = "pinned by web.image";

/** The image that nodes start from, and the one that they should. */
export interface Choice {
  readonly before: string;
  readonly after: string;
  /** Why a newer image that is due cannot be taken. @default - none is due */
  readonly starved?: string | undefined;
}

/** The newest image, or the newest that has soaked in staging. */
export async function chooseImage(
  { soakDays, stagingParameter = "staging" }: PatchRequest,
  world: World,
): Promise<Choice | { readonly result: "failed"; readonly why: string }> {
  const before = await world.currentImage();
  if (before === undefined) return { before: PINNED, after: PINNED };
  if (soakDays === 0) return { before, after: await world.newestImage() };
  const staging = await world.stagingState();
  if (!staging) return { result: "failed", why: `${stagingParameter} does not say which images staging has run; nothing was changed` };
  const soaked = soakedImage(staging, soakDays, world.now());
  const after = soaked !== undefined && (await isNewer(soaked, before, world)) ? soaked : before;
  return { before, after, ...(after === before && { starved: await whyStarved({ before, soakDays, stagingParameter, staging }, world) }) };
}

/** A new store, and one that an emergency has patched, runs what has not soaked yet: nothing takes its fixes away again. */
async function isNewer(image: string, than: string, world: World): Promise<boolean> {
  if (image === than) return false;
  const [date, other] = [await world.published(image), await world.published(than)];
  return date === undefined || other === undefined || date >= other;
}

/** Days after its publication in which an image reaches staging, which has a window each week. */
const STAGING_DAYS = 8;
const DAY = 86_400_000;

interface Waiting {
  readonly before: string;
  readonly soakDays: number;
  readonly stagingParameter: string;
  readonly staging: PatchState;
}

/** Why staging has not had the newest image for long enough although it has had the time; undefined where it is only a matter of days. */
async function whyStarved({ before, soakDays, stagingParameter, staging }: Waiting, world: World): Promise<string | undefined> {
  const newest = await world.newestImage();
  if (newest === before) return undefined;
  const [published, own] = [await world.published(newest), await world.published(before)];
  // What AWS has taken back in favour of an older one is not due.
  if (!published || (own && published <= own)) return undefined;
  const overdue = published.getTime() + (STAGING_DAYS + soakDays) * DAY < world.now().getTime();
  if (!overdue) return undefined;
  const had = staging.images[0];
  const says = had ? `the last that it took is ${had.id}, on ${had.since.slice(0, 10)}` : "it has taken none";
  return `${newest}, published on ${published.toISOString().slice(0, 10)}, is due, and staging (${stagingParameter}) has not run it for ${soakDays} days: ${says}; see why staging's windows come to nothing`;
}
