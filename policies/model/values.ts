import { isPartly, isSecret, isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";

/** A value is needed that only AWS knows: neither compliant nor a violation. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";
  readonly path: string;

  constructor(path: string, why = "is known only after apply") {
    super(`${path} ${why}`);
    this.path = path;
  }
}

/**
 * A property of nested objects and lists, `a.b` or `a.0.b`; undefined where a step is missing.
 * @throws UnknownValue where a step is known only after apply, or is a secret that is not told
 */
export function read(from: unknown, path: string): unknown {
  let value = from;
  let walked = "";
  for (const step of path.split(".")) {
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
    walked = walked ? `${walked}.${step}` : step;
    if (isUnknown(value)) throw new UnknownValue(walked);
    if (isSecret(value)) throw new UnknownValue(walked, "is unknown (a secret)");
  }
  return value;
}

/**
 * A document's text, also one that is known in part: what is read of it by {@link read} is known, or ends the check by itself.
 * @throws UnknownValue as {@link read} does
 */
export function readDocument(from: unknown, path: string): unknown {
  const at = path.lastIndexOf(".");
  const holder = at < 0 ? from : read(from, path.slice(0, at));
  const value = isRecord(holder) ? holder[path.slice(at + 1)] : undefined;
  return isPartly(value) ? value : read(from, path);
}

/** Whether anything is set at a path, also what is known only after apply, or secret. */
export function isSet(from: unknown, path: string): boolean {
  let value = from;
  for (const step of path.split(".")) {
    if (isUnknown(value) || isSecret(value)) return true;
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  }
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** A list, also where one element stands alone, as Pulumi and Terraform write blocks of which there is one at most. */
export const asList = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

/** True for `true` and for `"true"`: some properties of AWS are booleans in text. */
export const isTrue = (value: unknown): boolean => value === true || value === "true";

/** A value as a message shows it. */
export const show = (value: unknown): string =>
  value === undefined || value === null
    ? "unset"
    : isRecord(value) || Array.isArray(value)
      ? JSON.stringify(value, secretless)
      : String(value);

/** Keys are sorted, since an engine hands them over in an order of its own. */
function secretless(_: string, value: unknown): unknown {
  if (isSecret(value)) return "(a secret)";
  return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
