import { kept } from "../../domain/kept.ts";
import { isRecord } from "../../domain/values.ts";
import { byKeys } from "./keys.ts";
import type { Resource } from "./resource.ts";

/** References in a property: URNs of resources, as Pulumi recorded the value's dependencies, and texts, which may be identities. */
interface Named {
  readonly urns: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** The resources of one type by what names them, or by what one of their properties names. */
interface Index {
  readonly byUrn: ReadonlyMap<string, readonly Resource[]>;
  readonly byText: ReadonlyMap<string, readonly Resource[]>;
}

/**
 * Which resources of a stack name which. A stack may have thousands, and a policy asks for each: what a property names is read once, and
 * who names something is looked up.
 */
export class References {
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly named = new Map<Resource, Map<string, Named>>();
  private readonly indexes = new Map<string, Index>();
  private readonly ownNames = new Map<string, Index>();
  private readonly positions = new Map<Resource, number>();

  constructor(byType: ReadonlyMap<string, readonly Resource[]>) {
    this.byType = byType;
  }

  /** Whether `property` of `from` names `target`. */
  isBetween(from: Resource, property: string, target: Resource): boolean {
    const { urns, texts } = this.namedIn(from, property);
    return urns.has(target.urn) || target.identities.some((identity) => texts.has(identity));
  }

  /** The resources of some types whose `property` names `target`. */
  referring(target: Resource, property: string, types: readonly string[]): Resource[] {
    return types.flatMap((type) => {
      const { byUrn, byText } = this.indexOf(type, property);
      return this.inOrder(
        byUrn.get(target.urn) ?? [],
        target.identities.flatMap((text) => byText.get(text) ?? []),
      );
    });
  }

  /** The resources of some types that `property` of `from` names. */
  referred(from: Resource, property: string, types: readonly string[]): Resource[] {
    const { urns, texts } = this.namedIn(from, property);
    return types.flatMap((type) => {
      const { byUrn, byText } = this.ownNamesOf(type);
      return this.inOrder(
        [...urns].flatMap((urn) => byUrn.get(urn) ?? []),
        [...texts].flatMap((text) => byText.get(text) ?? []),
      );
    });
  }

  private namedIn(from: Resource, property: string): Named {
    const ofResource = kept(this.named, from, () => new Map());
    return kept(ofResource, property, () => ({
      urns: new Set(from.propertyDependencies[property]),
      texts: textsIn(from.properties[property]),
    }));
  }

  private indexOf(type: string, property: string): Index {
    const key = `${type} ${property}`;
    const all = this.byType.get(type) ?? [];
    return kept(this.indexes, key, () => ({
      byUrn: byKeys(all, (one) => [...this.namedIn(one, property).urns]),
      byText: byKeys(all, (one) => [...this.namedIn(one, property).texts]),
    }));
  }

  /** Index of a type's resources by URN and identities: an interrupted replacement leaves two with the same URN. */
  private ownNamesOf(type: string): Index {
    const all = this.byType.get(type) ?? [];
    return kept(this.ownNames, type, () => ({
      byUrn: byKeys(all, ({ urn }) => [urn]),
      byText: byKeys(all, ({ identities }) => identities),
    }));
  }

  /** Each once, as they stand in the stack: messages come in that order. */
  private inOrder(some: readonly Resource[], others: readonly Resource[]): Resource[] {
    const all = new Set([...some, ...others]);
    if (all.size < 2) return [...all];
    if (this.positions.size === 0)
      for (const same of this.byType.values()) for (const [at, resource] of same.entries()) this.positions.set(resource, at);
    return [...all].sort((a, b) => (this.positions.get(a) ?? 0) - (this.positions.get(b) ?? 0));
  }
}

/** The texts of a value, however deep. */
function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string") found.add(value);
  else if (Array.isArray(value)) for (const element of value) textsIn(element, found);
  else if (isRecord(value)) for (const element of Object.values(value)) textsIn(element, found);
  return found;
}
