import { SIGNATURE, UNKNOWN } from "../../../../domain/graph-values.ts";
import { isRecord } from "../../../../domain/values.ts";

const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value of the engine's protocol without its wrappings: secrets opened, `unknown` where it is known only after apply. */
export function plain(value: unknown, unknown: unknown): unknown {
  if (value === UNKNOWN) return unknown;
  if (Array.isArray(value)) return value.map((element) => plain(element, unknown));
  if (!isRecord(value)) return value;
  if (value[SIGNATURE] === SECRET) return plain(value.value, unknown);
  if (value[SIGNATURE] === OUTPUT) return value.value === undefined || value.value === null ? unknown : plain(value.value, unknown);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, unknown)]));
}
