import { containsSecret, hiddenSecret, isPartly, isSecret, UNKNOWN } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";

// The forms that values have between a Pulumi program and its engine.

/** The properties of one resource, or any object on the wire. */
export type Properties = Record<string, unknown>;

/** `value` with every secret in it replaced by its content; `value` itself when it has none. */
export function openSecrets(value: unknown): unknown {
  if (!containsSecret(value)) return value;
  return isSecret(value) ? openSecrets(value.value) : mapChildren(value, openSecrets);
}

/** `value` with every secret in it in the form of `pulumi stack export`, its content left out; `value` itself when it has none. */
export function hideSecrets(value: unknown): unknown {
  if (!containsSecret(value)) return value;
  return isSecret(value) ? hiddenSecret() : mapChildren(value, hideSecrets);
}

/** `properties` with every text that is known in part unknown as a whole, as the program has to see it. */
export const closePartly = (properties: Properties): Properties =>
  containsPartly(properties) ? mapProperties(properties, closed) : properties;

const closed = (value: unknown): unknown => (isPartly(value) ? UNKNOWN : mapChildren(value, closed));
const containsPartly = (value: unknown): boolean =>
  isPartly(value) || (Array.isArray(value) ? value.some(containsPartly) : isRecord(value) && Object.values(value).some(containsPartly));

/** `properties` with `change` applied to each value; undefined ones are left out. */
function mapProperties(properties: Properties, change: (value: unknown) => unknown): Properties {
  const result: Properties = {};
  for (const [key, value] of Object.entries(properties)) if (value !== undefined) result[key] = change(value);
  return result;
}

function mapChildren(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  return isRecord(value) ? mapProperties(value, change) : value;
}
