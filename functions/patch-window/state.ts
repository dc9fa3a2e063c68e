import { z } from "zod";
import { imageId } from "../../domain/defaults/images.ts";

const moment = z.iso.datetime();
const MAX_IMAGES = 10;
/** Maximum length of a window: a day, and an hour for a change of its time zone's clocks. */
const MAX_WINDOW = 25 * 3_600_000;

/** A window under way, with everything that the next run needs if one is killed. */
const run = z.object({
  windowStart: moment,
  windowEnd: moment,
  step: z.enum(["backup", "refresh", "install", "rollback"]),
  emergency: z.string().optional(),
  imageBefore: z.string(),
  imageAfter: z.string(),
  missingBefore: z.int(),
  /** Number of nodes whose missing patches were unknown. */
  unknownBefore: z.int().optional(),
  /** Start of the step: earlier refreshes do not belong to it. */
  stepSince: moment,
  backupJobs: z.array(z.string()),
  refreshes: z.array(z.string()),
  /** Reason of the rollback. */
  why: z.string().optional(),
  /** Reason for which the image that was due is refused. */
  refused: z.string().optional(),
});

/** A window under way. */
export type Run = z.output<typeof run>;

/**
 * The function's state between its runs, in an SSM parameter of at most 4 KB. Production reads staging's `images`, so its form
 * is a contract between stacks: a change of meaning needs another `version`.
 */
export const patchState = z.object({
  version: z.literal(1),
  /** Images that the store ran without faults, the last first, each with its start; at most ten. */
  images: z
    .array(z.object({ id: z.string().regex(imageId, "an image's id"), since: moment }))
    .max(MAX_IMAGES)
    .refine((images) => new Set(images.map(({ id }) => id)).size === images.length, "each image once"),
  /** Start of the last window that has its record. */
  handled: moment.optional(),
  /** Time at which a window last patched the store, or found nothing to do. */
  patched: moment.optional(),
  /** Consecutive unsuccessful windows, not counting frozen ones. @default - none */
  inVain: z.int().min(1).optional(),
  run: run.optional(),
});

/** The outcome of {@link patchState}. */
export type PatchState = z.output<typeof patchState>;

/** Before the first run. */
export const nothingYet: PatchState = { version: 1, images: [] };

/**
 * Reads the parameter's state at `now`. Throws for any fault in it: guessing could patch a store twice, or never. A principal who may write
 * the parameter could forge it; a time in the future proves a forgery.
 */
export function readState(text: string, now: Date): PatchState {
  const state = patchState.parse(JSON.parse(text));
  const { images, handled, patched, run } = state;
  const past = [handled, patched, run?.windowStart, run?.stepSince, ...images.map(({ since }) => since)];
  const future = past.find((one) => one !== undefined && Date.parse(one) > now.getTime());
  if (future !== undefined) throw new Error(`the state names ${future}, which is in the future`);
  const length = run ? Date.parse(run.windowEnd) - Date.parse(run.windowStart) : 0;
  if (length < 0 || length > MAX_WINDOW) throw new Error(`the state has a window from ${run?.windowStart} to ${run?.windowEnd}`);
  return state;
}

/** The state once the store runs `id` without a fault. An image that is there already keeps its time. */
export function withImage(state: PatchState, id: string, since: Date): PatchState {
  const known = state.images.find((image) => image.id === id) ?? { id, since: since.toISOString() };
  return { ...state, images: [known, ...state.images.filter((image) => image.id !== id)].slice(0, MAX_IMAGES) };
}

/** An image, and since when a store has run it. */
export type RunImage = PatchState["images"][number];

/** The newest image that a store has run for so many days at `now`; undefined where it has run none as long. */
export function soakedImage(state: PatchState, days: number, now: Date): RunImage | undefined {
  return state.images.find(({ since }) => Date.parse(since) + days * 86_400_000 <= now.getTime());
}
