import type { Alias } from "@pulumi/pulumi/proto/alias_pb.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Properties } from "./wire.ts";

/** One resource as the program registered it. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for the stack. */
  readonly parent: string;
  /** False for components and the stack. */
  readonly custom: boolean;
  /** Inputs as on the wire: secrets are `{4dab…: "1b47…", value}`, values known only after apply are UNKNOWN. */
  readonly inputs: Properties;
  /** URNs of everything the resource waits for. */
  readonly dependencies: readonly string[];
  /** The same by input. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: RegistrationOptions;
  /** Empty where AWS decides. */
  readonly id: string;
  /** The reply to the program, later the outputs that the component registered; secrets as on the wire. */
  outputs: Properties;
}

/** The resource options that a graph can show. */
export interface RegistrationOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Its previous names. */
  readonly aliases: readonly Alias.AsObject[];
  /** URN of the resource whose deletion deletes this one; empty for none. */
  readonly deletedWith: string;
  /** `<urn>::<id>` of the explicit provider; empty for the default one. */
  readonly provider: string;
}

/** The options that `request` carries. */
export function optionsOf(request: RegisterResourceRequest): RegistrationOptions {
  return {
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map((alias) => alias.toObject()),
    deletedWith: request.getDeletedwith(),
    provider: request.getProvider(),
  };
}

/** URNs of what each input of `request` waits for. */
export function propertyDependenciesOf(request: RegisterResourceRequest): Record<string, readonly string[]> {
  const result: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    result[property] = dependencies.getUrnsList();
  });
  return result;
}

/** The type of a resource with those of all its parents but the stack before it, as in its URN. */
export function qualifiedType(type: string, parent: string): string {
  return parent === "" || parent.includes("::pulumi:pulumi:Stack::") ? type : `${parent.split("::")[2]}$${type}`;
}
