import { createHash } from "node:crypto";
import { compareKeys, type PastObject, type RestoredObject } from "./versions.ts";

/** An object that both sides have, with the same size. */
export interface Pair {
  readonly key: string;
  readonly versionId: string;
  readonly size: number;
}

/** A count, and the first few names. */
export interface Some {
  readonly count: number;
  readonly examples: readonly string[];
}

/** Comparison of two listings. */
export interface Comparison {
  /** Objects that the copy has with the size that the source had. */
  readonly same: number;
  readonly missing: Some;
  readonly different: Some;
  /** Objects of the copy that the source's history does not have. */
  readonly extra: number;
  /** Keys that changed while the copy was made, so that either is right. */
  readonly moving: number;
  /** False when no time was left for all keys. */
  readonly whole: boolean;
  /** Evenly drawn among the same ones; the same for the same seed. */
  readonly sample: readonly Pair[];
}

/** Number of objects that are read on both sides. */
export const sampleSize = 20;

/** Maximum keys that a sentence names. */
const named = 5;

/** Walks two sorted listings side by side, however long, and keeps but a sample. Stops at `deadline`, milliseconds since 1970. */
export async function compareListings(
  source: AsyncGenerator<PastObject>,
  copy: AsyncGenerator<RestoredObject>,
  { seed, deadline }: { readonly seed: string; readonly deadline: number },
): Promise<Comparison> {
  const tally = new Tally(seed);
  let [past, restored] = await Promise.all([source.next(), copy.next()]);
  while (!(past.done && restored.done) && Date.now() < deadline) {
    const side = order(past.done ? undefined : past.value.key, restored.done ? undefined : restored.value.key);
    if (side <= 0 && !past.done) tally.count(past.value, side === 0 && !restored.done ? restored.value : undefined);
    else tally.extra += 1;
    [past, restored] = await Promise.all([side <= 0 ? source.next() : past, side >= 0 ? copy.next() : restored]);
  }
  return tally.result(past.done === true && restored.done === true);
}

/** Negative when the first listing's key comes first; one that has ended comes last. */
function order(one: string | undefined, other: string | undefined): number {
  if (one === undefined) return 1;
  return other === undefined ? -1 : compareKeys(one, other);
}

class Tally {
  private same = 0;
  private moving = 0;
  extra = 0;
  private readonly missing = { count: 0, examples: [] as string[] };
  private readonly different = { count: 0, examples: [] as string[] };
  private readonly sample: Pair[] = [];
  private readonly random: () => number;

  constructor(seed: string) {
    this.random = randomFrom(seed);
  }

  count({ key, version, certain }: PastObject, restored: RestoredObject | undefined): void {
    // The copy may have either content, even of the same size.
    if (!certain) this.moving += 1;
    else if (version && restored?.size === version.size) this.keep({ key, versionId: version.id, size: version.size });
    else if (version) note(restored ? this.different : this.missing, key);
    else if (restored) this.extra += 1;
  }

  /** Reservoir sampling (algorithm R): each is in the sample with the same chance, whatever their number. */
  private keep(pair: Pair): void {
    this.same += 1;
    const place = this.sample.length < sampleSize ? this.sample.length : Math.floor(this.random() * this.same);
    if (place < sampleSize) this.sample[place] = pair;
  }

  result(whole: boolean): Comparison {
    const { same, moving, extra, missing, different, sample } = this;
    return { same, moving, extra, missing, different, sample, whole };
  }
}

function note(some: { count: number; examples: string[] }, key: string): void {
  some.count += 1;
  if (some.examples.length < named) some.examples.push(key);
}

/** Numbers from 0 to 1 that follow from a text: a run that is repeated draws the same sample. */
function randomFrom(seed: string): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash("sha256").update(`${seed} ${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}
