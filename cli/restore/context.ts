import type { Source } from "./choose.ts";
import type { Values } from "./lookups.ts";
import type { Part, RestoreRequest } from "./request.ts";
import type { RestoreSources } from "./sources.ts";

/** All that the steps of a plan follow from. */
export interface RestoreContext {
  readonly request: RestoreRequest;
  readonly values: Values;
  /** Undefined where AWS was not asked. */
  readonly found: RestoreSources | undefined;
  /** The source of each part, as far as it is known. */
  readonly sources: Readonly<Partial<Record<Part, Source>>>;
  /** Whether the files go to a file system of their own: the store's is lost, or belongs to another store. */
  readonly newFiles: boolean;
}

/** Whether a part is asked for. */
export const wants = ({ request }: RestoreContext, part: Part): boolean => request.parts.includes(part);

/** Whether there is no database any more that could be put aside. */
export const isLost = ({ found }: RestoreContext): boolean =>
  found !== undefined && found.database === undefined && found.aside === undefined;
