import type { Change, ComparedResource } from "./change.ts";
import { type Comparison, differences } from "./differences.ts";
import { forcesIn, isDeletedFirst } from "./forces.ts";
import { dataIn } from "./holds-data.ts";

export type { Change, ComparedResource, PropertyChange } from "./change.ts";

/**
 * The change of each resource when `after` is deployed, in the order of `after`; then the deletions, in the order of `before`. Both may be
 * previews, `before` also an export: a value that an export knows and a preview does not is no change, unless a resource that it comes from is.
 */
export function changesBetween(before: readonly ComparedResource[], after: readonly ComparedResource[]): readonly Change[] {
  const comparing = new Comparing(before, after);
  const changes = after.flatMap((resource) => comparing.changeOf(resource) ?? []);
  const gone = before.filter(({ urn }) => !comparing.found.has(urn));
  return [...changes, ...gone.map((resource) => whole(resource, "delete"))];
}

/** Compares resource by resource, each after those that it depends on, as Pulumi registers them. */
class Comparing {
  /** URNs of `before` that `after` has, also under another name. */
  readonly found = new Set<string>();
  /** URNs of what will be another resource: replaced or new. */
  private readonly renewed = new Set<string>();
  /** Resources that are deleted before they are replaced: what cannot stay without them goes too. */
  private readonly deletedFirst = new Set<string>();
  /** New URNs by old ones. */
  private readonly renamed = new Map<string, string>();
  private readonly old: ReadonlyMap<string, ComparedResource>;
  private readonly next: ReadonlyMap<string, ComparedResource>;

  constructor(before: readonly ComparedResource[], after: readonly ComparedResource[]) {
    this.old = new Map(before.map((resource) => [resource.urn, resource]));
    this.next = new Map(after.map((resource) => [resource.urn, resource]));
  }

  /** The change of one resource; undefined if it stays as it is. */
  changeOf(next: ComparedResource): Change | undefined {
    const old = [next.urn, ...(next.aliases ?? [])].map((urn) => this.old.get(urn)).find((one) => one !== undefined);
    if (old === undefined) {
      this.renewed.add(next.urn);
      return whole(next, "create");
    }
    this.found.add(old.urn);
    if (old.urn !== next.urn) this.renamed.set(old.urn, next.urn);
    const properties = next.custom ? differences(this.comparison(old, next)) : [];
    const taking = this.before(old, next);
    const because = [...properties.filter(({ forces }) => forces !== "never").map(({ path }) => path), ...taking];
    const moved = old.urn !== next.urn;
    if (properties.length === 0 && because.length === 0 && !moved) return undefined;
    const kind = because.length > 0 ? "replace" : properties.length > 0 ? "update" : "move";
    const perhaps = because.length > 0 && properties.every(({ forces }) => forces !== "always") && taking.length === 0;
    return { ...this.told(old, next, kind, taking), ...(moved && { formerUrn: old.urn }), properties, because, perhaps };
  }

  private told(old: ComparedResource, next: ComparedResource, kind: Change["kind"], taking: readonly string[]) {
    // What goes first takes what cannot stay without it along, whatever that one's own order is.
    const along = taking.some((urn) => this.deletedFirst.has(urn));
    const first = kind === "replace" && (along || (next.deleteBeforeReplace ?? isDeletedFirst(next)));
    if (kind === "replace") this.renewed.add(next.urn);
    if (first) this.deletedFirst.add(next.urn);
    const order = first ? ("delete-first" as const) : ("create-first" as const);
    const { urn, type, custom = false, protect = false, retainOnDelete = false } = next;
    return {
      urn,
      type,
      custom,
      kind,
      order,
      holdsData: dataIn(next),
      protected: protect && (old.protect ?? false),
      retained: retainOnDelete,
    };
  }

  /** URNs of what takes a resource with it: what it is deleted with, its provider, and what is gone before the new one is there. */
  private before(old: ComparedResource, next: ComparedResource): string[] {
    if (!next.custom) return [];
    const whole = [next.deletedWith, providerOf(next)].filter((urn) => urn !== undefined && this.renewed.has(urn));
    const gone = Object.entries(old.propertyDependencies ?? {}).flatMap(([property, urns]) =>
      forcesIn(next, property) === "always" ? urns.map((urn) => this.now(urn)).filter((urn) => this.deletedFirst.has(urn)) : [],
    );
    return [...new Set([...whole.flatMap((urn) => urn ?? []), ...gone])];
  }

  private now(urn: string): string {
    return this.renamed.get(urn) ?? urn;
  }

  private comparison(old: ComparedResource, next: ComparedResource): Comparison {
    const urnsOf = ({ propertyDependencies = {} }: ComparedResource, property: string) =>
      (propertyDependencies[property] ?? []).map((urn) => this.now(urn)).sort();
    return {
      old: inRegion(old, this.old),
      next: inRegion(next, this.next),
      madeOfOthers: (property) => {
        const [was, is] = [urnsOf(old, property), urnsOf(next, property)];
        return was.join() !== is.join() ? [...is, ""] : is.filter((urn) => this.renewed.has(urn));
      },
    };
  }
}

const providerOf = ({ provider }: ComparedResource): string | undefined => provider?.replace(/::[^:]*$/, "");

/** A resource with the Region that its provider fills in where the program gives none: pulumi-aws 7, provider/region.go. */
function inRegion(resource: ComparedResource, all: ReadonlyMap<string, ComparedResource>): ComparedResource {
  const region = all.get(providerOf(resource) ?? "")?.inputs?.region;
  if (region === undefined || resource.inputs?.region !== undefined || forcesIn(resource, "region") !== "always") return resource;
  return { ...resource, inputs: { ...resource.inputs, region } };
}

function whole(resource: ComparedResource, kind: "create" | "delete"): Change {
  const { urn, type, custom = false, protect = false, retainOnDelete = false } = resource;
  const data = kind === "delete" && !retainOnDelete ? dataIn(resource) : undefined;
  const fixed = { properties: [], because: [], perhaps: false, order: "create-first" } as const;
  return { ...fixed, urn, type, custom, kind, holdsData: data, protected: protect, retained: retainOnDelete };
}
