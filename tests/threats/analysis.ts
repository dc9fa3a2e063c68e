import { beingsOf, unbounded } from "./actors.ts";
import type { Asset, Effect } from "./assets.ts";
import { dataAssets, serviceAssets } from "./assets-data.ts";
import { safetyAssets } from "./assets-safety.ts";
import { type Deed, deedsOn } from "./deeds.ts";
import { type Facts, factsOf } from "./facts.ts";
import { type Done, doneBy, type Reached, reachedFrom } from "./reach.ts";
import { bells, type Call } from "./rings.ts";
import { nodeRole, php, type Way, waysOf } from "./ways.ts";
import { type World, worldOf } from "./world.ts";

/** In the page's order. */
export const assets: readonly Asset[] = [...dataAssets, ...serviceAssets, ...safetyAssets];

/** All that the page says, before it is text. */
export interface Analysis {
  readonly world: World;
  readonly facts: Facts;
  readonly ways: ReadonlyMap<string, readonly Way[]>;
  readonly deeds: ReadonlyMap<string, readonly Deed[]>;
  readonly ringing: (call: Call) => readonly string[];
}

/** What one actor gets to. */
export interface Powers {
  readonly reached: readonly Reached[];
  readonly done: readonly Done[];
  /** Whether nothing but policies of the things themselves stands in his way. */
  readonly isUnbounded: boolean;
  /** What is left whatever he does. */
  readonly survives: readonly string[];
}

/** Asks the engine and the simulator. */
export async function analyse(): Promise<Analysis> {
  const [world, facts] = [await worldOf(), await factsOf()];
  const [ways, deeds] = [new Map<string, readonly Way[]>(), new Map<string, readonly Deed[]>()];
  for (const being of beingsOf(world).values()) {
    ways.set(being.name, await waysOf(world, being));
    // Nothing refuses the rest to whom no one bounds.
    const asked = isFree(being.name) ? safetyAssets : assets;
    deeds.set(being.name, (await Promise.all(asked.map((asset) => deedsOn(asset, world, being)))).flat());
  }
  return { world, facts, ways, deeds, ringing: bells(world) };
}

const isFree = (name: string): boolean => name === unbounded || name === "root";

/** What an actor does, by himself and as others. */
export function powersOf({ facts, ways, deeds, ringing }: Analysis, actor: string): Powers {
  const reached = reachedFrom(actor, ways);
  const byCalls = doneBy(reached, deeds, assets, ringing);
  const done = withLocal(byCalls, reached, facts);
  const isUnbounded = reached.some(({ who }) => isFree(who));
  return { reached, done, isUnbounded, survives: survivors(done) };
}

/** What PHP does without a call to AWS, where no one does it by a shorter way. */
function withLocal(done: readonly Done[], reached: readonly Reached[], { ofPhp }: Facts): Done[] {
  const at = reached.findIndex(({ who }) => who === php);
  if (at < 0) return [...done];
  const isNearer = (one: Done) => reached.findIndex(({ who }) => who === one.as) < at;
  return assets.flatMap(({ name }) =>
    (["reads", "changes", "destroys"] as const satisfies readonly Effect[]).flatMap((effect): Done[] => {
      const known = done.find((one) => one.asset === name && one.effect === effect);
      if (known && isNearer(known)) return [known];
      const isLocal = ofPhp.get(name)?.includes(effect) ?? false;
      if (isLocal) return [{ asset: name, effect, as: php, calls: [waysIn[name] ?? "by its network"], rings: [], silent: [] }];
      return known ? [known] : [];
    }),
  );
}

/** By what PHP gets at data. */
const waysIn: Readonly<Record<string, string>> = {
  "orders and customers": "SQL (`xcart_store`)",
  "sessions and cache": "Valkey",
  files: "the mounted folders",
};

/** What a store is brought back from, by assets. */
const brought: Readonly<Record<string, readonly string[]>> = {
  "recovery points": ["recovery points"],
  archive: ["log archive"],
  keys: ["keys of data", "keys of the vaults", "key of the archive"],
};

function survivors(done: readonly Done[]): string[] {
  const gone = new Set(done.filter(({ effect }) => effect === "destroys").map(({ asset }) => asset));
  return Object.entries(brought).flatMap(([name, parts]) => (parts.some((part) => gone.has(part)) ? [] : [name]));
}

export { nodeRole, php };
