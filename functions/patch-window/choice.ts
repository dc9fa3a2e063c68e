import { dayOf } from "../../domain/calendars/days.ts";
import type { PatchRequest } from "../../domain/contracts/patch-window.ts";
import { judgeImage, kernelOf, type OwnImage, outdated, type Verdict } from "../../domain/images.ts";
import { type PatchState, type RunImage, soakedImage } from "./state.ts";
import type { World } from "./world.ts";

/** The name in records of an image that the settings pin: nothing replaces it. */
export const PINNED = "pinned by web.image";

/** The image that nodes start from, and the one that they should. */
export interface Choice {
  readonly before: string;
  readonly after: string;
  /** Reason for which a newer image that is due cannot be used. @default - none is due */
  readonly starved?: string | undefined;
  /** Reason for which the image that is due is refused: it is not Amazon's, or staging's state is implausible. @default - nothing is refused */
  readonly refused?: string | undefined;
}

/** The newest image, or the newest that has soaked in staging; none that EC2 does not say is Amazon's. */
export async function chooseImage(
  request: PatchRequest,
  world: World,
): Promise<Choice | { readonly result: "failed"; readonly why: string }> {
  const before = await world.currentImage();
  if (before === undefined) return { before: PINNED, after: PINNED };
  const { soakDays, stagingParameter = "staging" } = request;
  const newest = await verdictOn(await world.newestImage(), world);
  if (soakDays === 0) return ofNewest(before, newest, world.now());
  const word = await world.stagingState();
  if (!word) return { result: "failed", why: `${stagingParameter} does not say which images staging has run; nothing was changed` };
  if ("fault" in word) return refuse(before, `${stagingParameter} holds a value that no patch window writes: ${word.fault}`);
  if ("why" in newest) return refuse(before, newest.why);
  const asked = { before, newest: newest.own, present: await verdictOn(before, world), soakDays, stagingParameter, staging: word.state };
  return await ofStaging(asked, world);
}

const refuse = (before: string, refused: string): Choice => ({ before, after: before, refused });

/** Verdict on an image's origin, by EC2's description. */
export const verdictOn = async (id: string, world: Pick<World, "image">): Promise<Verdict> => judgeImage(id, await world.image(id));

function ofNewest(before: string, newest: Verdict, now: Date): Choice {
  if ("why" in newest) return refuse(before, newest.why);
  const old = outdated(newest.own, now);
  return old === undefined || newest.own.id === before ? { before, after: newest.own.id } : refuse(before, old);
}

interface Asked {
  readonly before: string;
  /** The one that AWS's parameter names. */
  readonly newest: OwnImage;
  /** The one that nodes start from. */
  readonly present: Verdict;
  readonly soakDays: number;
  readonly stagingParameter: string;
  readonly staging: PatchState;
}

async function ofStaging(asked: Asked, world: World): Promise<Choice> {
  const { before, present, soakDays, staging } = asked;
  const soaked = soakedImage(staging, soakDays, world.now());
  if (soaked !== undefined && soaked.id !== before) {
    const refused = (why: string) => refuse(before, `staging (${asked.stagingParameter}) names an image to take: ${why}`);
    const verdict = await verdictOn(soaked.id, world);
    if ("why" in verdict) return refused(verdict.why);
    // A new store, and one that an emergency has patched, runs what has not soaked yet: nothing takes its fixes away again.
    if ("why" in present || verdict.own.created >= present.own.created) {
      const why = unlikely(verdict.own, soaked, asked, world.now());
      return why === undefined ? { before, after: soaked.id } : refused(why);
    }
  }
  if ("why" in present)
    return refuse(before, `nodes start from an image that is not Amazon's, and there is none to replace it: ${present.why}`);
  return { before, after: before, starved: whyStarved(asked, present.own, world.now()) };
}

/** Reason for which staging cannot have taken an image of Amazon's by patching, so that its state may be forged. */
function unlikely(image: OwnImage, { since }: RunImage, { newest, present }: Asked, now: Date): string | undefined {
  const { id, created } = image;
  const kernels = [newest, ...("own" in present ? [present.own] : [])].map(kernelOf);
  if (Date.parse(since) < created.getTime()) return `${id} is said to run since ${since}, but was created on ${created.toISOString()}`;
  if (created > newest.created)
    return `${id} is newer than ${newest.id}, the image that AWS publishes: it was withdrawn, or never published`;
  if (!kernels.includes(kernelOf(image))) return `${id} has the kernel ${kernelOf(image)}, which AWS's parameter does not name`;
  return outdated(image, now);
}

/** Days after its publication in which an image reaches staging, which has a window each week. */
const STAGING_DAYS = 8;
const DAY = 86_400_000;

/** Reason for which staging has not run the newest image for long enough although there was time; undefined if only days are missing. */
function whyStarved({ newest, soakDays, stagingParameter, staging }: Asked, present: OwnImage, now: Date): string | undefined {
  // An image that AWS has withdrawn in favour of an older one is not due.
  if (newest.id === present.id || newest.created <= present.created) return undefined;
  if (newest.created.getTime() + (STAGING_DAYS + soakDays) * DAY >= now.getTime()) return undefined;
  const had = staging.images[0];
  const says = had ? `its last image is ${had.id}, since ${had.since.slice(0, 10)}` : "it has run none";
  return `${newest.id}, published on ${dayOf(newest.created)}, is due, and staging (${stagingParameter}) has not run it for ${soakDays} days: ${says}; find out why staging's windows patch nothing`;
}
