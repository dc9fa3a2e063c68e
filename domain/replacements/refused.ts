import type { Change } from "./change.ts";

/** A word in the settings for one resource: it may go although it holds data. */
export interface Allowed {
  /** `<type>::<name>`. */
  readonly resource: string;
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A stack's settings and calendar, as far as they concern replacements. */
export interface Guard {
  /** The environment of a store's settings; undefined for an account, whose data is production's. */
  readonly environment?: "dev" | "staging" | "prod";
  readonly allowReplacement: readonly Allowed[];
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** A change that is refused. */
export interface Refusal {
  readonly urn: string;
  /** The loss, its reason, and what to do. */
  readonly sentence: string;
}

/** Changes of a production stack that take something with its data, and for which no word stands in the settings. */
export function refusedReplacements(changes: readonly Change[], { environment = "prod", allowReplacement, today }: Guard): Refusal[] {
  if (environment !== "prod") return [];
  return changes.filter(takesData).flatMap((change) => {
    const resource = shortOf(change.formerUrn ?? change.urn);
    const words = allowReplacement.filter((allowed) => allowed.resource === resource || allowed.resource === shortOf(change.urn));
    if (words.some(({ until }) => until >= today)) return [];
    const ended = words.map(({ until }) => until).sort();
    return [{ urn: change.urn, sentence: `${resource}: ${whatHappens(change)}, ${whatToDo(resource, ended.at(-1))}` }];
  });
}

/** Words that no change needs any more: they would let the next one pass. */
export const idleWords = (changes: readonly Change[], allowed: readonly Allowed[]): Allowed[] =>
  allowed.filter(({ resource }) => !changes.filter(takesData).some(({ urn }) => shortOf(urn) === resource));

const takesData = ({ kind, holdsData, retained }: Change): boolean =>
  (kind === "replace" || kind === "delete") && holdsData !== undefined && !retained;

/** A URN without the stack and the parents: `aws:rds/instance:Instance::database`. */
export function shortOf(urn: string): string {
  const [type = "", ...name] = urn.split("::").slice(2);
  return [type.slice(type.lastIndexOf("$") + 1), ...name].join("::");
}

function whatHappens({ kind, because, perhaps, holdsData }: Change): string {
  if (kind === "delete") return `deleted, and with it goes ${holdsData}`;
  const reasons = because.map((reason) => (reason.startsWith("urn:") ? shortOf(reason) : reason));
  return `${perhaps ? "perhaps replaced" : "replaced"} because of ${reasons.join(", ")}, and with it goes ${holdsData}`;
}

const whatToDo = (resource: string, ended: string | undefined): string =>
  ended === undefined
    ? `expected no such change in production, or { resource: ${resource}, reason, until } in allowReplacement`
    : `and its entry in allowReplacement ended on ${ended}; expected a later day there, or no such change in production`;
