import { daysUntil, type Ending, endingOf, ownEndings, type PhpVersion } from "../../domain/defaults/lifecycle.ts";
import { endingsIn } from "../../policies/lifecycle/endings.ts";
import { stackOf } from "../../policies/model/graph.ts";
import type { GraphResource } from "../offline/graph.ts";

/** An end of support of a part of a store. */
export interface End {
  readonly what: string;
  readonly version: string;
  /** The last day with fixes, `YYYY-MM-DD`. */
  readonly ends: string;
  readonly daysLeft: number;
  readonly source: string;
  /** Whether it only follows from the settings: no graph shows which PHP is inside the nodes. */
  readonly assumed?: true;
}

/**
 * Ends of support in a graph, or, without one, in what the program makes every store of, and the PHP of a store's settings; the first to end
 * first, each once.
 */
export function endsOf(
  graph: readonly GraphResource[] | undefined,
  settings: { readonly xcart: string; readonly php: PhpVersion } | undefined,
  now: Date,
): End[] {
  const endings: readonly Ending[] = graph ? stackOf(graph).resources.flatMap(endingsIn) : ownEndings;
  const unique = new Map(endings.map((ending) => [`${ending.what} ${ending.version}`, ending]));
  const ending = settings && endingOf("php", settings.php);
  const assumed: End[] = ending ? [{ ...endOf(ending, now), what: `X-Cart ${settings.xcart} with PHP`, assumed: true }] : [];
  return [...[...unique.values()].map((ending) => endOf(ending, now)), ...assumed].sort((a, b) => a.daysLeft - b.daysLeft);
}

function endOf(ending: Ending, now: Date): End {
  const { what, version, ends, source } = ending;
  return { what, version, ends, daysLeft: daysUntil(ending, now), source };
}
