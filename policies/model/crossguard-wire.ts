import { createRequire } from "node:module";
import { Secret } from "@pulumi/policy";
import { hiddenSecret } from "../../domain/graph-values.ts";
import { kept } from "../../domain/kept.ts";
import { toPatch } from "../../domain/patched.ts";
import { isRecord } from "../../domain/values.ts";

/** The key by which @pulumi/policy's proxies, which throw for unknown values, return their target. */
const TARGET = "__getSpecialProxyTarget";

type Deserialize = (properties: object, keepSecrets: boolean) => object;

/** The part of the SDK that is patched. */
export interface Deserializer {
  deserializeProperties?: Deserialize;
}

/**
 * Makes the SDK read each resource of a request once, not once for each policy, and tell secrets from plain text. Reading takes
 * longer than all policies together; and the engine marks secrets, but the SDK opens them before a policy can see that.
 */
export function readResourcesOnce(sdk: Deserializer = createRequire(import.meta.url)("@pulumi/policy/deserialize.js")): void {
  const original = toPatch(sdk.deserializeProperties, "@pulumi/policy/deserialize.js deserializeProperties");
  const known = new WeakMap<object, object>();
  sdk.deserializeProperties = (properties, keepSecrets) => {
    // Remediations, which may change what they are given, ask for secrets themselves.
    if (keepSecrets) return original(properties, true);
    return kept(known, properties, () => withHiddenSecrets(propertiesBehind(original(properties, true))));
  };
}

/** Properties behind one of the SDK's proxies; for a resource the same object for each policy of a request. */
export function propertiesBehind(proxy: object): Record<string, unknown> {
  const target: unknown = Reflect.get(proxy, TARGET);
  return isRecord(target) ? target : {};
}

const withHiddenSecrets = (properties: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, hideSecrets(value)]));

/** Assets and archives, which are no plain objects, stay as they are. */
function hideSecrets(value: unknown): unknown {
  if (value instanceof Secret) return hiddenSecret();
  if (Array.isArray(value)) return value.map(hideSecrets);
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype ? withHiddenSecrets(value) : value;
}
