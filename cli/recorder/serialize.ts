import { SECRET, SIGNATURE, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { messageOf } from "../offline/faults.ts";
import type { Properties } from "../offline/wire.ts";
import { isArchive, isAsset, isComponent, isCustom, isOutput, isUnknown, unknown } from "./marks.ts";
import type { Resource, State } from "./model.ts";
import { contentOf, settle } from "./settle.ts";
import { unsupported } from "./unsupported.ts";

const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** The SDK's beginning of a message about a property's fault. */
const FAULT = "error serializing property";

/** Properties in the form that they have on the wire, and what each depends on. */
export interface Serialized {
  readonly inputs: Properties;
  readonly dependencies: ReadonlyMap<string, ReadonlySet<Resource>>;
}

/** Options of serialization. */
interface Mode {
  /** Documents that are known in part go as text with marks (decision 0070); what is within another output, never. */
  readonly documents: boolean;
  readonly dependencies: Set<Resource>;
}

/** Waits for all properties and serializes them. A fault says in which. */
export async function serialized(properties: Properties, documents = false): Promise<Serialized> {
  const inputs: Properties = {};
  const byProperty = new Map<string, ReadonlySet<Resource>>();
  for (const [property, value] of Object.entries(properties)) {
    const dependencies = new Set<Resource>();
    const wire = await wireOf(property, value, { documents, dependencies });
    if (wire === undefined) continue;
    inputs[property] = wire;
    byProperty.set(property, dependencies);
  }
  return { inputs: sorted(inputs), dependencies: byProperty };
}

async function wireOf(property: string, value: unknown, mode: Mode): Promise<unknown> {
  // Most are plain.
  if (typeof value !== "object" || value === null) return serialize(value, mode);
  try {
    await settle(value, true);
    return serialize(value, mode);
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`${FAULT} "${property}": ${messageOf(error)}`);
    // The same error, as it may be reported from elsewhere too; of those that wait for a failed resource it says nothing.
    if (!error.message.startsWith(FAULT)) error.message = `${FAULT} "${property}": ${error.message}`;
    throw error;
  }
}

function serialize(value: unknown, mode: Mode): unknown {
  if (typeof value === "function") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (isAsset(value)) return { [SIGNATURE]: ASSET, ...fields(value, { ...mode, documents: false }) };
  if (isArchive(value)) return { [SIGNATURE]: ARCHIVE, ...fields(value, { ...mode, documents: false }) };
  if (value instanceof Promise) return serialize(contentOf(value), { ...mode, documents: false });
  if (isOutput(value)) return ofState(settledState(value.__state), mode);
  if (isUnknown(value)) return UNKNOWN;
  if (isCustom(value)) {
    mode.dependencies.add(value);
    return serialize(value.id, mode);
  }
  if (isComponent(value)) return serialize(value.urn, mode);
  if (Array.isArray(value)) return value.map((part) => serialize(part, mode) ?? null);
  return fields(value, mode);
}

function ofState({ value, known, secret, resources }: State, { documents, dependencies }: Mode): unknown {
  for (const resource of resources) dependencies.add(resource);
  if (!known) return documents && !secret && isUnknown(value) && /^\s*[{[]/.test(value.text) ? value.text : UNKNOWN;
  const wire = serialize(value, { documents: false, dependencies });
  return secret ? { [SIGNATURE]: SECRET, value: wire ?? null } : wire;
}

function settledState(state: State | Promise<State>): State {
  if (state instanceof Promise) throw new Error("an output has not settled, expected that it was waited for");
  return state;
}

/** Sorts by key, as protobuf's maps do. */
const sorted = (properties: Properties): Properties => Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));

function fields(value: object, mode: Mode): Properties {
  const result: Properties = {};
  for (const [key, part] of Object.entries(value)) {
    const wire = serialize(part, mode);
    if (wire !== undefined) result[key] = wire;
  }
  return sorted(result);
}

/** A value from the wire as a program sees it, and whether it is a secret or has one in it. */
export function deserialized(wire: unknown): { readonly value: unknown; readonly secret: boolean } {
  const found = { secret: false };
  return { value: opened(wire, found), secret: found.secret };
}

function opened(wire: unknown, found: { secret: boolean }): unknown {
  if (wire === UNKNOWN) return unknown;
  if (Array.isArray(wire)) return wire.map((part) => opened(part, found));
  if (!isRecord(wire)) return wire;
  const signature = wire[SIGNATURE];
  if (signature === SECRET) {
    found.secret = true;
    return opened(wire.value, found);
  }
  if (signature === ASSET || signature === ARCHIVE) return assetOf(wire, signature === ASSET);
  if (signature !== undefined) throw unsupported(`value with the signature ${String(signature)}`);
  return Object.fromEntries(Object.entries(wire).map(([key, part]) => [key, opened(part, found)]));
}

/** An asset or archive of the program by its mark alone, since it is only handed on. */
const assetOf = ({ [SIGNATURE]: _, ...rest }: Properties, asset: boolean): object => ({
  ...rest,
  [asset ? "__pulumiAsset" : "__pulumiArchive"]: true,
});
