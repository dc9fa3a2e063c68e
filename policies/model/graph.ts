import { isUnknown } from "../../domain/graph-values.ts";
import { type Opened, openSecrets } from "./secrets.ts";
import type { SettingsSay } from "./settings.ts";
import { type RawResource, Stack } from "./stack.ts";

/** The part of an exported resource that policies read (`pulumi stack export`, `store preview --graph`). */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  /** False for components and the stack. */
  readonly custom?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A graph's resources as policies see them: as they will be, or where that is not written as they were given; `today` (`YYYY-MM-DD`) is
 * by default the day in UTC. With `settings` the stack's outputs that repeat them are not believed.
 */
export function stackOf(resources: readonly ExportedResource[], today?: string, settings?: SettingsSay): Stack {
  return new Stack(resources.map(rawOf), today, settings);
}

/** A resource as {@link stackOf} takes it. */
export const rawOf = (resource: ExportedResource): RawResource => rawResource(resource, openSecrets(propertiesOf(resource)));

function propertiesOf({ inputs = {}, outputs = inputs, propertyDependencies = {} }: ExportedResource): Record<string, unknown> {
  // Made of a lookup, which an offline preview cannot do, a value is unknown and made of no resource; but it was given.
  return settled(outputs, (property) => property in inputs || isMade(property, propertyDependencies));
}

function rawResource(resource: ExportedResource, { properties, secretPaths, contents }: Opened): RawResource {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.urn.slice(resource.urn.lastIndexOf("::") + 2),
    properties,
    parent: resource.parent,
    protect: resource.protect ?? false,
    dependencies: resource.dependencies ?? [],
    propertyDependencies: resource.propertyDependencies ?? {},
    secretPaths,
    secretContents: contents,
  };
}

/**
 * A resource's future properties, without those that AWS computes: an unknown value that the program did not give is not a setting, and an
 * offline preview cannot distinguish a property that AWS computes from an optional one that was omitted.
 */
export function settled(outputs: Readonly<Record<string, unknown>>, isGiven: (property: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).filter(([property, value]) => !isUnknown(value) || isGiven(property)));
}

/** Whether a property is made of other resources, as Pulumi notes for each. */
export const isMade = (property: string, dependencies: Readonly<Record<string, readonly string[]>>): boolean =>
  (dependencies[property]?.length ?? 0) > 0;
