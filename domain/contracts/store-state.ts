/**
 * A stack's two parameters, which are followed by nodes, the documents that close the store and promote releases, and the CLI.
 * Pulumi makes them, and never changes what they say.
 */
export const storeState = {
  /** Whether shoppers are let in: `open`, `closed`, or `upgrading RELEASE`, when only nodes of that release let staff in. */
  door: { parameter: "door", initial: "open" },
  /** The state of the database's upgrade: `none`, `begun RELEASE`, `done RELEASE` until the store is open again, `back RELEASE`. */
  upgrade: { parameter: "upgrade", initial: "none" },
} as const;

/** The name of one of a stack's parameters. */
export const stateParameter = (stack: string, which: keyof typeof storeState): string => `/${stack}/${storeState[which].parameter}`;

/** 1 each minute that a node is closed, with the dimension `stack`; nothing while it is open. */
export const closedMetric = "StoreClosed";
