import { UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Registered } from "../offline/monitor.ts";
import type { RegistrationOptions } from "../offline/registration.ts";
import type { Properties } from "../offline/wire.ts";
import { explicitDependencies, urnsOf } from "./depends-on.ts";
import { isResource } from "./marks.ts";
import type { Alias, ComponentResource, Options, ProviderResource, Resource } from "./model.ts";
import { output } from "./output.ts";
import { serialized } from "./serialize.ts";
import { run } from "./state.ts";

/** Arguments of a registration. */
export interface Request {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly props: Properties;
  readonly options: Options;
}

/** Registers a resource once all that it is made of is there. */
export async function register(resource: Resource, parent: Resource | undefined, request: Request): Promise<Registered> {
  const { type, name, custom, props, options } = request;
  const { monitor } = run();
  const explicit = new Set(await explicitDependencies(options.dependsOn));
  const { inputs, dependencies: byProperty } = await serialized(props, true);
  const parentUrn = parent ? await urnOf(parent) : "";
  const provider = custom ? await referenceTo(options.provider) : "";
  const dependencies = await urnsOf(explicit, resource);
  const propertyDependencies: Record<string, readonly string[]> = {};
  for (const [property, resources] of byProperty) {
    const urns = await urnsOf(resources, resource);
    for (const urn of urns) dependencies.add(urn);
    propertyDependencies[property] = [...urns];
  }
  return monitor.register({
    type,
    name,
    parent: parentUrn,
    custom,
    inputs,
    dependencies: [...dependencies],
    propertyDependencies,
    options: await optionsOf(options, provider, parentUrn),
  });
}

async function optionsOf(options: Options, provider: string, parent: string): Promise<RegistrationOptions> {
  return {
    protect: options.protect ?? false,
    retainOnDelete: options.retainOnDelete ?? false,
    deleteBeforeReplace: options.deleteBeforeReplace ?? false,
    ignoreChanges: options.ignoreChanges ?? [],
    additionalSecretOutputs: options.additionalSecretOutputs ?? [],
    aliases: await Promise.all((options.aliases ?? []).map((alias) => aliasOf(alias, parent))),
    deletedWith: options.deletedWith ? await urnOf(options.deletedWith) : "",
    provider,
  };
}

export const urnOf = async (resource: Resource): Promise<string> => String(await resource.urn.promise());

/** `<urn>::<id>`; empty for none. */
export async function referenceTo(provider: ProviderResource | undefined): Promise<string> {
  if (!provider) return "";
  const { urn, id } = await provider.__outcome;
  return `${urn}::${id === "" ? UNKNOWN : id}`;
}

async function aliasOf(given: unknown, parent: string): Promise<RegistrationOptions["aliases"][number]> {
  const alias = await output(given).promise();
  if (!isAlias(alias)) return { urn: String(alias), spec: undefined };
  const text = async (value: unknown) => (value === undefined ? "" : String((await output(value).promise()) ?? ""));
  const [name, type, stack, project] = [await text(alias.name), await text(alias.type), await text(alias.stack), await text(alias.project)];
  const none = "parent" in alias && alias.parent === undefined;
  const own = isResource(alias.parent) ? await urnOf(alias.parent) : await text(alias.parent);
  return { urn: "", spec: { name, type, stack, project, parenturn: none ? "" : own || parent, noparent: none } };
}

const isAlias = (value: unknown): value is Alias => isRecord(value);

/** Reads what is there already: of other stacks only. */
export async function read(_resource: Resource, type: string, name: string, props: Properties, options: Options): Promise<Registered> {
  const { monitor } = run();
  const id = String(await output(options.id).promise());
  const { inputs } = await serialized(props, true);
  await referenceTo(options.provider);
  return monitor.read(type, name, id, inputs);
}

/** Registers the outputs of a component. */
export async function registerOutputs(component: ComponentResource, outputs: unknown): Promise<void> {
  const { monitor } = run();
  const urn = await urnOf(component);
  const { inputs } = await serialized({ outputs });
  // A list by its places, as protobuf has it.
  monitor.registerOutputs(urn, Array.isArray(inputs.outputs) ? { ...inputs.outputs } : inputs.outputs);
}
