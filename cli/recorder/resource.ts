import type { Registered } from "../offline/monitor.ts";
import type { Properties } from "../offline/wire.ts";
import { ResourceError } from "./errors.ts";
import { isComponent, isCustom, isResource } from "./marks.ts";
import type {
  ComponentResource as AnyComponent,
  CustomResource as AnyCustom,
  Output as AnyOutput,
  ProviderResource as AnyProvider,
  Resource as AnyResource,
  Options,
  Transformation,
} from "./model.ts";
import { checkCustom, checkOptions, providersByPackage } from "./options.ts";
import { propertyOf, readOutputs } from "./outcome.ts";
import { read, register, registerOutputs } from "./register.ts";
import { run, track } from "./state.ts";

/** The base of resources: registered as it is made, its outputs available once the monitor has answered. */
export class Resource implements AnyResource {
  readonly __pulumiResource = true;
  readonly __pulumiType: string;
  readonly __name: string;
  readonly __children = new Set<AnyResource>();
  readonly __providers: Readonly<Record<string, AnyProvider>>;
  readonly __protect: boolean | undefined;
  __transformations: readonly Transformation[];
  /** The outputs that were read. */
  readonly __outputs = new Map<string, AnyOutput>();
  __outcome: Registered | Promise<Registered>;
  readonly urn: AnyOutput;

  constructor(type: string, name: string, custom: boolean, given: Properties = {}, options: Options = {}) {
    if (options.parent && !isResource(options.parent)) throw new Error(`Resource parent is not a valid Resource: ${options.parent}`);
    if (!type) throw new ResourceError("Missing resource type argument", options.parent);
    if (!name) throw new ResourceError("Missing resource name argument (for URN creation)", options.parent);
    this.__pulumiType = type;
    this.__name = name;
    const parent = options.parent ?? run().root;
    this.__transformations = [...(options.transformations ?? []), ...(parent?.__transformations ?? [])];
    const { props, opts } = this.transformed(given, options);
    checkOptions(opts);
    parent?.__children.add(this);
    this.__protect = opts.protect ?? parent?.__protect;
    this.__providers = {
      ...parent?.__providers,
      ...providersByPackage(opts.providers),
      ...(opts.provider && providersByPackage([opts.provider])),
    };
    const provider = opts.provider ?? (custom ? this.getProvider(type) : undefined);
    const own: Options = { ...opts, ...(this.__protect !== undefined && { protect: this.__protect }), ...(provider && { provider }) };
    if (custom) readOutputs(new.target.prototype, Object.keys(props));
    const outcome = opts.id ? read(this, type, name, props, own) : register(this, parent, { type, name, custom, props, options: own });
    this.__outcome = outcome.then((settled) => {
      this.__outcome = settled;
      return settled;
    });
    track(this.__outcome);
    this.urn = propertyOf(this, "urn");
  }

  static isInstance(value: unknown): value is Resource {
    return isResource(value);
  }

  /** The provider of a type's package that this resource has, of its own or of what it is in. */
  getProvider(type: string): AnyProvider | undefined {
    const [pkg = "", ...rest] = type.split(":");
    return rest.length === 2 ? this.__providers[pkg] : undefined;
  }

  private transformed(given: Properties, options: Options): { props: Properties; opts: Options } {
    let changed = { props: given, opts: options };
    for (const transform of this.__transformations) {
      const result = transform({ resource: this, type: this.__pulumiType, name: this.__name, ...changed });
      if (!result) continue;
      if (result.opts.parent !== changed.opts.parent)
        throw new Error("Transformations cannot currently be used to change the `parent` of a resource.");
      changed = result;
    }
    return changed;
  }
}

/** One that a provider makes. */
export class CustomResource extends Resource implements AnyCustom {
  readonly __pulumiCustomResource = true;
  readonly id: AnyOutput;

  constructor(type: string, name: string, props?: Properties, options: Options = {}) {
    checkCustom(options);
    super(type, name, true, props, options);
    this.id = propertyOf(this, "id");
  }

  static override isInstance(value: unknown): value is CustomResource {
    return isCustom(value);
  }
}

/** A provider, which makes the resources of a package. */
export class ProviderResource extends CustomResource implements AnyProvider {
  private readonly pkg: string;

  constructor(pkg: string, name: string, props?: Properties, options?: Options) {
    super(`pulumi:providers:${pkg}`, name, props, options);
    this.pkg = pkg;
  }

  getPackage(): string {
    return this.pkg;
  }
}

/** One that only has others in it. */
export class ComponentResource extends Resource implements AnyComponent {
  readonly __pulumiComponentResource = true;
  private registered = false;
  readonly __data: Promise<unknown>;

  constructor(type: string, name: string, args: Properties = {}, options: Options = {}) {
    super(type, name, false, args, options);
    this.__data = this.initializeAndRegister(args, options, name, type);
  }

  static override isInstance(value: unknown): value is ComponentResource {
    return isComponent(value);
  }

  async initialize(_args: Properties, _options: Options, _name: string, _type: string): Promise<unknown> {
    return undefined;
  }

  getData(): Promise<unknown> {
    return this.__data;
  }

  registerOutputs(outputs: unknown = {}): void {
    if (this.registered) return;
    this.registered = true;
    track(registerOutputs(this, outputs));
  }

  private async initializeAndRegister(args: Properties, options: Options, name: string, type: string): Promise<unknown> {
    const data = await this.initialize(args, options, name, type);
    this.registerOutputs();
    return data;
  }
}
