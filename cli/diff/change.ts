/** One difference between two values, as people may see it. */
export interface ValueChange {
  /**
   * Where: `tags.Name`, `rules[scanner].priority`, an element of a list without keys as `cidrBlocks[]`; in a document behind a colon,
   * `policy: Statement[Send].Action[]` or `userData: line 12`.
   */
  readonly path: string;
  /** Absent where it is added. */
  readonly before?: unknown;
  /** Absent where it is removed. */
  readonly after?: unknown;
}

/** Compares two values at a path. */
export type Compare = (before: unknown, after: unknown, path: string) => ValueChange[];
