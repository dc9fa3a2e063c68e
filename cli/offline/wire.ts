// The forms that values have between a Pulumi program and its engine.

/** What stands for a value that is known only after apply. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that marks an object as something other than a plain one: a secret, an asset, an archive. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The signature of a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The properties of one resource, or any object on the wire. */
export type Properties = Record<string, unknown>;

/** Whether `value` is an object with keys (so no list, and not null). */
export function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether `value` is a secret, on the wire (`value`) or in a graph (`ciphertext` or `plaintext`). */
export function isSecret(value: unknown): value is Properties {
  return isProperties(value) && value[SIGNATURE] === SECRET;
}

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

/** A secret as a graph shows it: that it is one, and nothing of its content. */
export function hiddenSecret(): Properties {
  return { [SIGNATURE]: SECRET, ciphertext: "[secret]" };
}

/** Whether `value` is a secret or has one in it. */
export function containsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(containsSecret);
  return isProperties(value) && Object.values(value).some(containsSecret);
}

/** `properties` with `change` applied to each value; undefined ones are left out. */
export function mapProperties(properties: Properties, change: (value: unknown) => unknown): Properties {
  const result: Properties = {};
  for (const [key, value] of Object.entries(properties)) if (value !== undefined) result[key] = change(value);
  return result;
}

function mapChildren(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  return isProperties(value) ? mapProperties(value, change) : value;
}
