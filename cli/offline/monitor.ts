import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import { SIGNATURE, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Answers } from "./answers.ts";
import { optionsOf, propertyDependenciesOf, qualifiedType, type Registration } from "./registration.ts";
import { closePartly, openSecrets, type Properties } from "./wire.ts";

/** Facts about the stack that a monitor stands for. */
export interface MonitorSettings {
  readonly project: string;
  readonly stack: string;
  readonly answers: Answers;
  /** Packages whose default provider is refused, `*` for all: `pulumi:disable-default-providers`. */
  readonly disabledProviders: readonly string[];
}

/** The reply to a program about a resource. */
export interface Registered {
  readonly urn: string;
  /** Empty where AWS decides. */
  readonly id: string;
  readonly outputs: Properties;
}

type Reply<T> = (error: Error | null, response?: T) => void;

/** The features that the engine behind aws-check has; the graph depends on them (values in place of resource references). */
const features = ["secrets", "aliasSpecs", "deletedWith"];

/** gRPC's number for a call that a server does not have: the SDK then asks feature by feature. */
const unimplemented = Object.assign(new Error("not served offline"), { code: 12 });

/**
 * Takes the place of Pulumi's engine in process: records every registration and answers it. Faults that the engine would
 * refuse are collected in `faults`, one sentence each, and answered as if all were well, so that one run finds them all.
 */
export class OfflineMonitor {
  readonly registrations = new Map<string, Registration>();
  readonly faults: string[] = [];
  private readonly settings: MonitorSettings;
  private readonly propertyNames = new Map<string, readonly string[]>();

  constructor(settings: MonitorSettings) {
    this.settings = settings;
  }

  /** Notes the names of all properties of a type, those that the program leaves to AWS too, which no request carries. */
  noteProperties(type: string, properties: Properties): void {
    if (!this.propertyNames.has(type)) this.propertyNames.set(type, Object.keys(properties));
  }

  /** Records a resource; what it is from then on. */
  register(request: Omit<Registration, "id" | "outputs" | "urn">): Registered {
    const known = { ...request, urn: this.urn(request.type, request.parent, request.name) };
    if (this.registrations.has(known.urn)) this.faults.push(`${known.urn}: registered twice, expected a name of its own for each resource`);
    this.checkProvider(known);
    const computed = this.computedProperties(known);
    const answer = this.settings.answers.resource(known, computed);
    const outputs = { ...known.inputs, ...answer.outputs };
    const recorded: Properties = { ...outputs };
    for (const property of computed) recorded[property] ??= UNKNOWN;
    if (known.custom) recorded.id = answer.id === "" ? UNKNOWN : answer.id;
    this.registrations.set(known.urn, { ...known, id: answer.id, outputs: recorded });
    return { urn: known.urn, id: answer.id, outputs: closePartly(outputs) };
  }

  /** Records what a component gives out. */
  registerOutputs(urn: string, outputs: unknown): void {
    const registration = this.registrations.get(urn);
    if (registration) registration.outputs = propertiesOf(outputs);
  }

  /** Reads a resource that is there already: only what other stacks give out. */
  read(type: string, name: string, id: string, given: unknown): Registered {
    if (type !== "pulumi:pulumi:StackReference") {
      this.faults.push(`${type} ${name}: reads an existing resource, expected its id or ARN in the settings`);
    }
    const outputs = { ...propertiesOf(given), name: id, outputs: UNKNOWN, secretOutputNames: UNKNOWN };
    return { urn: this.urn(type, "", name), id, outputs };
  }

  /** The result of a lookup; undefined for one that is known only after apply. */
  lookup(token: string, args: Properties): Properties | undefined {
    return this.settings.answers.lookup(token, args);
  }

  registerResource(request: RegisterResourceRequest, reply: Reply<unknown>): void {
    reply(null, response(this.register(describe(request))));
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, reply: Reply<unknown>): void {
    this.registerOutputs(request.getUrn(), request.getOutputs()?.toJavaScript());
    reply(null, {});
  }

  readResource(request: ReadResourceRequest, reply: Reply<unknown>): void {
    const given = request.getProperties()?.toJavaScript();
    reply(null, response(this.read(request.getType(), request.getName(), request.getId(), given)));
  }

  invoke(request: ResourceInvokeRequest, reply: Reply<unknown>): void {
    const args = openSecrets(propertiesOf(request.getArgs()?.toJavaScript()));
    const result = this.lookup(request.getTok(), isRecord(args) ? args : {});
    reply(null, {
      getFailuresList: () => [],
      getReturn: () => (result === undefined ? undefined : { toJavaScript: () => result }),
      getUnknown: () => result === undefined,
    });
  }

  supportsFeature(request: SupportsFeatureRequest, reply: Reply<unknown>): void {
    const supported = features.includes(request.getId());
    reply(null, { getHassupport: () => supported });
  }

  getDeploymentInfo(_request: unknown, reply: Reply<unknown>): void {
    reply(unimplemented);
  }

  registerPackage(_request: unknown, reply: Reply<unknown>): void {
    reply(null, { getRef: () => "package" });
  }

  signalAndWaitForShutdown(_request: unknown, reply: Reply<unknown>): void {
    reply(null, {});
  }

  private computedProperties({ custom, type, inputs }: Omit<Registration, "id" | "outputs">): readonly string[] {
    if (!custom || type.startsWith("pulumi:")) return [];
    return (this.propertyNames.get(type) ?? []).filter((property) => inputs[property] === undefined);
  }

  private urn(type: string, parent: string, name: string): string {
    return `urn:pulumi:${this.settings.stack}::${this.settings.project}::${qualifiedType(type, parent)}::${name}`;
  }

  private checkProvider({ custom, type, name, options }: Omit<Registration, "id" | "outputs">): void {
    const [pkg = ""] = type.split(":");
    const refused = this.settings.disabledProviders.some((disabled) => disabled === "*" || disabled === pkg);
    if (custom && refused && pkg !== "pulumi" && options.provider === "") {
      this.faults.push(
        `${type} ${name}: got no provider, expected an explicit one (pulumi:disable-default-providers refuses ${pkg}'s own)`,
      );
    }
  }
}

function describe(request: RegisterResourceRequest): Omit<Registration, "id" | "outputs" | "urn"> {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: propertiesOf(request.getObject()?.toJavaScript()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependenciesOf(request),
    options: optionsOf(request),
  };
}

/** The part of a protobuf response that the SDK reads after a registration. */
function response({ urn, id, outputs }: Registered): unknown {
  return {
    getUrn: () => urn,
    getId: () => id,
    getObject: () => ({ toJavaScript: () => outputs }),
    getProperties: () => ({ toJavaScript: () => outputs }),
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
    getUnknown: () => false,
  };
}

const propertiesOf = (properties: unknown): Properties => (isRecord(properties) && !(SIGNATURE in properties) ? properties : {});
