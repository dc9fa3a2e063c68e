import { z } from "zod";
import { imageId } from "../../domain/defaults/images.ts";

const moment = z.iso.datetime();
const MOST_IMAGES = 10;
/** The longest window, a day, and an hour for the clocks of its zone. */
const LONGEST_WINDOW = 25 * 3_600_000;

/** A window under way. Everything that a run needs which goes on after another one was killed. */
const run = z.object({
  windowStart: moment,
  windowEnd: moment,
  step: z.enum(["backup", "refresh", "install", "rollback"]),
  emergency: z.string().optional(),
  imageBefore: z.string(),
  imageAfter: z.string(),
  missingBefore: z.int(),
  /** How many nodes nobody knew what they lacked. */
  unknownBefore: z.int().optional(),
  /** When the step began: refreshes from before it are not ours. */
  stepSince: moment,
  backupJobs: z.array(z.string()),
  refreshes: z.array(z.string()),
  /** Why it is rolled back. */
  why: z.string().optional(),
  /** Why the image that was due is not taken. */
  refused: z.string().optional(),
});

/** A window under way. */
export type Run = z.output<typeof run>;

/**
 * What the function keeps between its runs, in an SSM parameter of 4 KB at most. Production reads staging's `images`, so its form
 * is a contract between stacks: another meaning needs another `version`.
 */
export const patchState = z.object({
  version: z.literal(1),
  /** Images that the store ran without a fault, the last first, and since when; ten at most. */
  images: z
    .array(z.object({ id: z.string().regex(imageId, "an image's id"), since: moment }))
    .max(MOST_IMAGES)
    .refine((images) => new Set(images.map(({ id }) => id)).size === images.length, "each image once"),
  /** Start of the last window that has its record. */
  handled: moment.optional(),
  /** When a window last patched the store, or found nothing to do. */
  patched: moment.optional(),
  /** Windows in a row, frozen ones left out, that came to nothing. @default - none */
  inVain: z.int().min(1).optional(),
  run: run.optional(),
});

/** The outcome of {@link patchState}. */
export type PatchState = z.output<typeof patchState>;

/** Before the first run. */
export const nothingYet: PatchState = { version: 1, images: [] };

/**
 * Reads a state as the parameter holds it at `now`. Throws what is wrong with it: guessing could patch a store twice, or never. Who may write
 * the parameter could forge it; what has not come to pass yet nobody has written who patched.
 */
export function readState(text: string, now: Date): PatchState {
  const state = patchState.parse(JSON.parse(text));
  const { images, handled, patched, run } = state;
  const past = [handled, patched, run?.windowStart, run?.stepSince, ...images.map(({ since }) => since)];
  const future = past.find((one) => one !== undefined && Date.parse(one) > now.getTime());
  if (future !== undefined) throw new Error(`the state names ${future}, which is still to come`);
  const length = run ? Date.parse(run.windowEnd) - Date.parse(run.windowStart) : 0;
  if (length < 0 || length > LONGEST_WINDOW) throw new Error(`the state has a window from ${run?.windowStart} to ${run?.windowEnd}`);
  return state;
}

/** The state once the store runs `id` without a fault. An image that is there already keeps its time. */
export function withImage(state: PatchState, id: string, since: Date): PatchState {
  const known = state.images.find((image) => image.id === id) ?? { id, since: since.toISOString() };
  return { ...state, images: [known, ...state.images.filter((image) => image.id !== id)].slice(0, MOST_IMAGES) };
}

/** An image, and since when a store has run it. */
export type RunImage = PatchState["images"][number];

/** The newest image that a store has run for so many days at `now`; undefined where it has run none as long. */
export function soakedImage(state: PatchState, days: number, now: Date): RunImage | undefined {
  return state.images.find(({ since }) => Date.parse(since) + days * 86_400_000 <= now.getTime());
}
