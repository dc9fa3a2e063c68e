import { isRecord } from "./values.ts";

/*
 * The marks of special values in Pulumi's wire format and in exported graphs
 * (@pulumi/pulumi's runtime/rpc.ts, @pulumi/policy's proxy.ts).
 */

/** A value that is known only after apply, in the type that previews write most: text. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The same by type: text, bool, number, array, asset, archive, object. */
const unknownTexts: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks an object as something other than a plain one: a secret, an asset, an archive. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The signature of a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The placeholder in a text for a property of a resource that is known only after apply; no part of an ARN, and no pattern. */
export const markOf = (type: string, name: string, property: string): string =>
  `${UNKNOWN}<${type.slice(type.lastIndexOf(":") + 1)} ${name} ${property}>`;

const property = "<([^ ]+) ([^>]+) ([^ >]+)>";
const marks = new RegExp(`${UNKNOWN}(?:${property})?`, "g");
const mark = new RegExp(`${UNKNOWN}(?:<[^ ]+ [^>]+ [^ >]+>)?`);
const oneProperty = new RegExp(`^${UNKNOWN}${property}$`);

/** Whether a value is known only after apply, as a whole or in part: nothing can be compared with it. */
export const isUnknown = (value: unknown): boolean => unknownTexts.has(value) || isPartly(value);

/** Whether a value is a text with a part that is known only after apply, as an offline preview writes documents. */
export const isPartly = (value: unknown): value is string =>
  typeof value === "string" && value.length > UNKNOWN.length && value.includes(UNKNOWN);

/** Whether nothing at all is known of a value, so that it may also be `*`. A property of a resource is none of that. */
export const isAnything = (value: unknown): boolean => unknownTexts.has(value);

/** Whether a value is the mark of a resource's property and nothing else. */
export const isProperty = (value: unknown): boolean => typeof value === "string" && oneProperty.test(value);

/** Whether a text that is known as a whole can be what one with unknown parts becomes. Without a pattern: documents are too large for one. */
export function canBecome(partly: string, known: string): boolean {
  const parts = partly.split(mark);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (!known.startsWith(first) || !known.endsWith(last)) return false;
  let from = 0;
  for (const part of parts) {
    const found = known.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return true;
}

/** A text for people, its unknown parts named. */
export const withoutMarks = (text: string): string =>
  text.replace(marks, (_, type?: string, name = "", property = "") =>
    type === undefined ? "<unknown>" : `<${property} of ${type} ${name}>`,
  );

/** The placeholder for an unknown part of a text that is searched: a place that is filled in later. */
export const PLACE = "\u0024{}";

/** A text with a {@link PLACE} for each unknown part. */
export const withPlaces = (text: string): string => text.replace(marks, () => PLACE);

/** Whether a value is a secret, on the wire (`value`) or in a graph (`ciphertext` or `plaintext`). */
export const isSecret = (value: unknown): value is Record<string, unknown> => isRecord(value) && value[SIGNATURE] === SECRET;

/** Whether a value is a secret or has one in it. */
export function containsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(containsSecret);
  return isRecord(value) && Object.values(value).some(containsSecret);
}

/** A secret as a graph shows it: that it is one, and nothing of its content. */
export const hiddenSecret = (): Record<string, unknown> => ({ [SIGNATURE]: SECRET, ciphertext: "[secret]" });
