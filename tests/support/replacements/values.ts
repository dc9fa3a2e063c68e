import { isSecret, isUnknown, UNKNOWN } from "../../../domain/graph-values.ts";
import { isRecord } from "../../../domain/values.ts";
import type { Attribute } from "./provider.ts";

/** A value with something that AWS could have answered in place of each part that is known only after apply, or is a secret. */
export function plausible(name: string, value: unknown): unknown {
  if (isSecret(value)) return "a-secret-of-32-letters-and-digits";
  if (isUnknown(value)) return String(value) === UNKNOWN || !String(value).includes(UNKNOWN) ? answer(name) : filled(String(value));
  if (Array.isArray(value)) return value.map((element) => plausible(name, element));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plausible(key, inner)]));
}

/** A text whose unknown parts are known. */
const filled = (text: string): string => text.replace(new RegExp(`${UNKNOWN}(<[^>]+>)?`, "g"), anArn);

const anArn = "arn:aws:iam::123456789012:role/one";
const answer = (name: string): unknown =>
  /(arns?|role)$/i.test(name)
    ? anArn
    : /cidr/i.test(name)
      ? "10.9.0.0/24"
      : /port|count|size|version$/i.test(name)
        ? "7"
        : /(^|_)ids?$|Ids?$/.test(name)
          ? "x-0123456789abcdef0"
          : /document|policy$|state$/i.test(name)
            ? "{}"
            : `a-${name.toLowerCase()}`;

const document = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/** What an attribute could be in place of `value`, in Terraform's words; null is that it is not given. */
export function otherValues({ type, name, optional, required }: Attribute, value: unknown): unknown[] {
  if (!optional && !required) return [];
  const others = ofType(JSON.parse(type.toString()), name, value);
  return value === undefined || value === null || required ? others : [...others, null];
}

function ofType(type: unknown, name: string, value: unknown): unknown[] {
  if (type === "bool") return value === undefined || value === null ? [true, false] : [String(value) !== "true"];
  if (type === "number") return [Number(value ?? 1) + 1, Math.max(0, Number(value ?? 1) - 1)].filter((one) => one !== value);
  if (type === "string") return textsFor(name, typeof value === "string" ? value : undefined);
  if (!Array.isArray(type)) return [];
  const [kind, inner] = type;
  const held: readonly unknown[] = Array.isArray(value) ? value : [];
  if (kind === "map") return ofType(inner, name, undefined).map((one) => ({ ...Object(value), another: one }));
  if (kind === "object") return isRecord(inner) ? [objectOf(inner, value)] : [];
  return ofType(inner, name, held[0]).flatMap((one) => [[...held, one], ...(held.length > 0 ? [[one, ...held.slice(1)]] : [])]);
}

/** An object of which every part is another. */
const objectOf = (parts: Readonly<Record<string, unknown>>, value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(parts).map(([key, type]) => [key, ofType(type, key, isRecord(value) ? value[key] : undefined)[0] ?? null]),
  );

/** Texts of the kinds that an attribute may want: whichever it does not take, the provider refuses to plan. */
function textsFor(name: string, value: string | undefined): string[] {
  const version = /^\d+(\.\d+)*$/.exec(value ?? "")?.[0];
  const numbered =
    version === undefined
      ? []
      : [version.replace(/\d+/, (n) => String(Number(n) + 1)), version.replace(/\d+/, (n) => String(Number(n) - 1))];
  const alike =
    value === undefined
      ? []
      : [value.startsWith("{") ? document : `${value}x`, value.replace(/\d(?=\D*$)/, (d) => String((Number(d) + 1) % 10))];
  const kinds = [
    "another",
    "arn:aws:iam::123456789012:role/another",
    "10.8.0.0/24",
    "10.8.0.9",
    document,
    "2027-01-01T00:00:00Z",
    "rate(2 hours)",
    "2",
  ];
  return [...new Set([...numbered, ...alike, ...(version === undefined && alike.length > 0 ? kinds.slice(1, 6) : kinds)])].filter(
    (text) => text !== value && name !== "id",
  );
}
