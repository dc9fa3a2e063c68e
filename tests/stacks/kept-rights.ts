/** Rights of a deploy role that no recorded call of a demo store uses, and why it has them. */
export interface KeptRights {
  readonly why: string;
  /** `<statement's Sid> <action>`. */
  readonly names: readonly string[];
}

/** The list, which the test holds to be whole and without an entry too many. */
export const keptRights: readonly KeptRights[] = [];
