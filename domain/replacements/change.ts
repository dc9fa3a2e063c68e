/** The effect of a change on one resource; unchanged ones have none. */
export interface Change {
  /** The new URN; for a deletion, the old one. */
  readonly urn: string;
  readonly type: string;
  /** False for components and the stack, which are never replaced. */
  readonly custom: boolean;
  /** `move`: another URN by an alias, and nothing else. */
  readonly kind: "create" | "delete" | "update" | "replace" | "move";
  /** The previous URN, where an alias names it. */
  readonly formerUrn?: string;
  /** The properties that differ, by path; empty for what comes and goes as a whole. */
  readonly properties: readonly PropertyChange[];
  /** Why it is replaced: paths of properties, and URNs of what is replaced before it. Empty for every other kind. */
  readonly because: readonly string[];
  /** Whether the provider decides only at apply: a replacement is possible, not certain. */
  readonly perhaps: boolean;
  /** Whether the new one is there before the old one goes. Of no meaning where `kind` is not `replace`. */
  readonly order: "create-first" | "delete-first";
  /** The data that is lost with the old one, in one clause; undefined if it holds nothing that cannot be made again. */
  readonly holdsData: string | undefined;
  /** Whether Pulumi refuses to delete it (`protect`). */
  readonly protected: boolean;
  /** Whether what goes stays in AWS (`retainOnDelete`). */
  readonly retained: boolean;
}

/** One property that differs. */
export interface PropertyChange {
  /** Such as `ingress[0].cidrBlocks[1]`, as Pulumi writes paths. */
  readonly path: string;
  /** As in the graph; undefined where `kind` is `add`, and of secrets. Known after apply: `isUnknown` of domain/graph-values.ts. */
  readonly before: unknown;
  /** The same; undefined where `kind` is `remove`. */
  readonly after: unknown;
  readonly kind: "add" | "remove" | "change";
  /** Whether it replaces the resource: always, perhaps (the provider decides), or never. */
  readonly forces: "always" | "perhaps" | "never";
  /** Whether it is a secret: neither value is given. */
  readonly secret: boolean;
}

/** The part of a graph's resource that is compared: `GraphResource` of cli/offline/graph.ts, and what `pulumi stack export` writes. */
export interface ComparedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** URNs that it had before. */
  readonly aliases?: readonly string[];
}
