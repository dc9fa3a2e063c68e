/** How previews and graphs write a value that only AWS knows, by type (see @pulumi/policy's proxy.ts). */
const unknownTexts: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** How a graph marks special values, and what it marks secrets with. */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value is known only after apply. */
export const isUnknown = (value: unknown): boolean => unknownTexts.has(value);

/** A value is needed that only AWS knows: neither compliant nor a violation. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";
  readonly path: string;

  constructor(path: string, why = "is known only after apply") {
    super(`${path} ${why}`);
    this.path = path;
  }
}

/** A plain object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is a secret as a graph writes it: it is there, and what it is is nobody's business. */
export const isSecret = (value: unknown): boolean => isRecord(value) && value[signature] === secretMark;

/**
 * A property of nested objects and lists, `a.b` or `a.0.b`; undefined where a step is missing.
 * @throws UnknownValue where a step is known only after apply
 */
export function read(from: unknown, path: string): unknown {
  let value = from;
  let walked = "";
  for (const step of path.split(".")) {
    if (isSecret(value)) throw new UnknownValue(`${walked} (a secret)`);
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
    walked = walked ? `${walked}.${step}` : step;
    if (isUnknown(value)) throw new UnknownValue(walked);
  }
  return value;
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
  value === undefined || value === null ? "unset" : isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
