import type { Registered } from "../offline/monitor.ts";

// What the recorder's modules know of outputs and resources, whose classes are made of what these modules do.

/** The state of an output. It is known exactly where its value has nothing unknown in it. */
export interface State {
  readonly value: unknown;
  readonly known: boolean;
  readonly secret: boolean;
  /** Resources that it depends on. */
  readonly resources: ReadonlySet<Resource>;
}

/** A value that is there, or will be. */
export interface Output {
  readonly __pulumiOutput: true;
  /** Names with two underscores are never lifted. */
  __state: State | Promise<State>;
  apply(change: (value: unknown) => unknown): Output;
  readonly isKnown: Promise<boolean>;
  promise(withUnknowns?: boolean): Promise<unknown>;
}

/** The base of resources. */
export interface Resource {
  readonly __pulumiResource: true;
  readonly __pulumiType: string;
  readonly __name: string;
  readonly __children: Set<Resource>;
  readonly __providers: Readonly<Record<string, ProviderResource>>;
  readonly __protect: boolean | undefined;
  __transformations: readonly Transformation[];
  /** The outputs that were read. */
  readonly __outputs: Map<string, Output>;
  readonly __outcome: Registered | Promise<Registered>;
  readonly urn: Output;
  /** The provider of a type's package that this resource has, of its own or of what it is in. */
  getProvider(type: string): ProviderResource | undefined;
}

/** One that a provider makes. */
export interface CustomResource extends Resource {
  readonly __pulumiCustomResource: true;
  readonly id: Output;
}

/** A provider, which makes the resources of a package. */
export interface ProviderResource extends CustomResource {
  getPackage(): string;
}

/** One that only has others in it. */
export interface ComponentResource extends Resource {
  readonly __pulumiComponentResource: true;
  readonly __data: Promise<unknown>;
}

/** An alias, as the SDK has it: omitted parts are those of the resource. */
export interface Alias {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly parent?: unknown;
  readonly stack?: unknown;
  readonly project?: unknown;
}

export type Providers = readonly ProviderResource[] | Readonly<Record<string, ProviderResource>>;

/** The options that the recorder knows; of some, such as timeouts, no graph says anything. */
export interface Options {
  readonly id?: unknown;
  readonly parent?: Resource;
  readonly dependsOn?: unknown;
  readonly protect?: boolean;
  readonly provider?: ProviderResource;
  readonly providers?: Providers;
  readonly aliases?: readonly unknown[];
  readonly transformations?: readonly Transformation[];
  readonly ignoreChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly retainOnDelete?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  readonly deletedWith?: Resource;
}

/** A change of what a resource and those below it are registered with. */
export type Transformation = (args: {
  readonly resource: Resource;
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
  readonly opts: Options;
}) => { readonly props: Record<string, unknown>; readonly opts: Options } | undefined;
