import { type Asset, type Effect, effects } from "./assets.ts";
import type { Deed } from "./deeds.ts";
import type { Call } from "./rings.ts";
import type { Way } from "./ways.ts";

/** A being that an actor acts as, and the calls that made him so. */
export interface Reached {
  readonly who: string;
  readonly path: readonly Step[];
}

/** One call of a path, and who makes it. */
export type Step = Way & { readonly by: string };

/** Everyone whom one can act as, nearest first. */
export function reachedFrom(start: string, ways: ReadonlyMap<string, readonly Way[]>): Reached[] {
  const found: Reached[] = [{ who: start, path: [] }];
  for (const { who, path } of found)
    for (const way of ways.get(who) ?? [])
      if (!found.some((one) => one.who === way.to)) found.push({ who: way.to, path: [...path, { ...way, by: who }] });
  return found;
}

/** What one does to an asset, by the shortest way. */
export interface Done {
  readonly asset: string;
  readonly effect: Effect;
  /** As whom. */
  readonly as: string;
  /** Names of calls, each once. */
  readonly calls: readonly string[];
  /** What rings on the way there, or on one of the calls. */
  readonly rings: readonly string[];
  /** Calls on which nothing rings, neither on the way there. */
  readonly silent: readonly string[];
}

/** By asset and effect, what the nearest being does. */
export function doneBy(
  reached: readonly Reached[],
  deeds: ReadonlyMap<string, readonly Deed[]>,
  assets: readonly Asset[],
  ringing: (call: Call) => readonly string[],
): Done[] {
  return assets.flatMap(({ name }) =>
    effects.flatMap((effect): Done[] => {
      const ofThis = ({ who }: Reached) => (deeds.get(who) ?? []).filter((one) => one.asset === name && one.effect === effect);
      const as = reached.find((one) => ofThis(one).length > 0);
      return as === undefined ? [] : [{ asset: name, effect, as: as.who, ...heard(as, ofThis(as), ringing) }];
    }),
  );
}

function heard({ who, path }: Reached, deeds: readonly Deed[], ringing: (call: Call) => readonly string[]) {
  const onWay = path.flatMap((step) => ringing(step));
  const calls = deeds.map(({ action, target }) => ({ action, rings: ringing({ by: who, action, thing: target.thing }) }));
  const sounding = calls.filter(({ rings }) => rings.length > 0);
  const silent = calls.filter(({ rings }) => rings.length === 0).map(({ action }) => action);
  return {
    calls: once(deeds.map(({ action }) => action)),
    rings: once([...onWay, ...sounding.flatMap(({ rings }) => rings)]),
    silent: onWay.length > 0 ? [] : once(silent),
  };
}

/** Each once, sorted. */
export const once = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
