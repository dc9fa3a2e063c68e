import { containsSecret, hiddenSecret, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Registration } from "./registration.ts";
import { hideSecrets, type Properties } from "./wire.ts";
import { writeWhole } from "./write-whole.ts";

/** The format that `pulumi stack export` writes and `pulumi policy analyze --file` reads. */
export interface Graph {
  readonly version: number;
  readonly deployment: {
    readonly manifest: { readonly time: string; readonly magic: string; readonly version: string };
    /** The provider that could decrypt the secrets; without one Pulumi does not read a graph that has some. */
    readonly secrets_providers?: { readonly type: string; readonly state: Properties };
    readonly resources: readonly GraphResource[];
  };
}

/** One resource of a graph. Values known only after apply are UNKNOWN; secrets are `{4dab…: "1b47…", ciphertext}`. */
export interface GraphResource {
  readonly urn: string;
  /** False for components and the stack. */
  readonly custom: boolean;
  readonly type: string;
  /** Absent for components. */
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  /** URN; absent for the stack. */
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  /** The program's own option; no export has it. */
  readonly deleteBeforeReplace?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
}

/** The resources of a run in the form of a graph, the content of every secret left out. */
export function toGraphResources(registrations: readonly Registration[]): GraphResource[] {
  return registrations.map(toGraphResource);
}

/** Our secrets are left out, so there is nothing to decrypt and no passphrase that would. */
const passphraseProvider = { type: "passphrase", state: { salt: "v1:none" } } as const;

/** A whole graph, `time` being when it was made. */
export function toGraph(resources: readonly GraphResource[], time: Date): Graph {
  const manifest = { time: time.toISOString(), magic: "", version: "" };
  return { version: 3, deployment: { manifest, secrets_providers: passphraseProvider, resources } };
}

/** Writes `graph` to `file` as a whole or not at all. */
export const writeGraph = (file: string, graph: Graph): void => writeWhole(file, `${JSON.stringify(graph, null, 1)}\n`);

function toGraphResource(registration: Registration): GraphResource {
  const { urn, custom, type, parent, dependencies, propertyDependencies, options } = registration;
  return {
    urn,
    custom,
    ...(custom && { id: registration.id === "" ? UNKNOWN : registration.id }),
    type,
    inputs: hidden(registration.inputs),
    outputs: hiddenOutputs(registration),
    ...(parent !== "" && { parent }),
    dependencies,
    propertyDependencies,
    ...(options.protect && { protect: true }),
    ...(options.retainOnDelete && { retainOnDelete: true }),
    ...(options.provider !== "" && { provider: options.provider }),
    ...(options.deletedWith !== "" && { deletedWith: options.deletedWith }),
    ...(options.ignoreChanges.length > 0 && { ignoreChanges: options.ignoreChanges }),
    ...(options.deleteBeforeReplace && { deleteBeforeReplace: true }),
    ...(options.additionalSecretOutputs.length > 0 && { additionalSecretOutputs: options.additionalSecretOutputs }),
  };
}

/** An output is a secret where its input is one or has one in it, and where the resource says so. */
function hiddenOutputs({ inputs, outputs, options }: Registration): Properties {
  const result = { ...hidden(outputs) };
  for (const [property, value] of Object.entries(inputs))
    if (containsSecret(value) && property in result) result[property] = hiddenSecret();
  for (const property of options.additionalSecretOutputs) if (property in result) result[property] = hiddenSecret();
  return result;
}

function hidden(properties: Properties): Properties {
  const value = hideSecrets(properties);
  return isRecord(value) ? value : {};
}
