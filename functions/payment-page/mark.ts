import { randomInt } from "node:crypto";
import { inflateSync, unzipSync } from "node:zlib";

/** Visa's range of test numbers, in which no card is issued. */
const TEST_RANGE = "400000";
/** Maximum nested encodings. */
const MAX_DEPTH = 3;
/** Maximum characters of one message that are examined; a longer one is the page's own content. */
const MAX_LENGTH = 256 * 1024;
const MAX_INFLATED = 1024 * 1024;

/** A card number of the test range that no other visit has; its check digit is right (ISO/IEC 7812-1), so that forms take it. */
export function makeMark(random: (below: number) => number = randomInt): string {
  const digits = TEST_RANGE + Array.from({ length: 9 }, () => random(10)).join("");
  return digits + checkDigit(digits);
}

function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** The encoding in which a text contains a mark: `plain`, `reversed`, `base64 of hex`, …; undefined if it does not. */
export function written(mark: string, text: string, depth = 0): string | undefined {
  const piece = text.slice(0, MAX_LENGTH);
  const direct =
    simple(mark).find(([, form]) => piece.toLowerCase().includes(form))?.[0] ?? (asDigits(piece).includes(mark) ? "split" : undefined);
  if (direct !== undefined || depth === MAX_DEPTH) return direct;
  for (const [name, decoded] of decodings(piece)) {
    const inner = written(mark, decoded, depth + 1);
    if (inner !== undefined) return inner === "plain" ? name : `${name} of ${inner}`;
  }
  return undefined;
}

/** Whether a mark was sent piece by piece: by its digits one after the other, in messages that were sent to one place. */
export const writtenOver = (mark: string, values: readonly string[]): boolean =>
  values.length > 1 && asDigits(values.filter((value) => value.length < mark.length).join("")).includes(mark);

const asDigits = (text: string): string => text.replace(/[^0-9]/g, "");

/** Writings that are found as they stand, in lower case. */
function simple(mark: string): [string, string][] {
  const codes = [...mark].map((digit) => digit.charCodeAt(0));
  const shifted = (by: number) => String.fromCharCode(...codes.map((code) => code + by)).toLowerCase();
  return [
    ["plain", mark],
    ["reversed", [...mark].reverse().join("")],
    ["a number in hex", BigInt(mark).toString(16)],
    ["a number in base 36", BigInt(mark).toString(36)],
    ["codes of characters", codes.join(",")],
    ["letters for digits", shifted(49)],
    ["letters for digits", shifted(17)],
    ["full width", shifted(0xfee0)],
    ["digits moved by five", [...mark].map((digit) => (Number(digit) + 5) % 10).join("")],
    ["nine's complement", [...mark].map((digit) => 9 - Number(digit)).join("")],
  ];
}

/** Possible decodings of a text. */
function* decodings(text: string): Generator<[string, string]> {
  if (/%[0-9a-f]{2}/i.test(text)) yield ["url-encoded", unescapePercent(text)];
  if (/\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x?[0-9a-f]+;/i.test(text)) yield ["escaped", unescapeCodes(text)];
  for (const [found] of text.matchAll(/[0-9a-f]{20,}/gi)) {
    for (const start of [0, 1]) yield ["hex", Buffer.from(found.slice(start), "hex").toString("latin1")];
  }
  for (const [found] of text.matchAll(/[a-z0-9+/_-]{14,}={0,2}/gi)) {
    const bytes = Buffer.from(found, "base64");
    yield ["base64", bytes.toString("latin1")];
    yield ["base64", [...bytes.toString("latin1")].reverse().join("")];
    const inflated = inflate(bytes);
    if (inflated !== undefined) yield ["base64 of deflated text", inflated];
  }
  for (const [found] of text.matchAll(/[a-z2-7]{24,}/gi)) yield ["base32", base32(found)];
  const raw = inflate(Buffer.from(text, "latin1"));
  if (raw !== undefined) yield ["deflated", raw];
}

const unescapePercent = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
const unescapeCodes = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,5});/gi, (_, ...codes: (string | undefined)[]) =>
      String.fromCodePoint(Number.parseInt(codes.slice(0, 3).find((code) => code !== undefined) ?? "0", 16)),
    )
    .replace(/&#([0-9]{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)));

function base32(text: string): string {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  const bits = [...text.toLowerCase()].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
}

/** Inflates compressed bytes (gzip, zlib); undefined if they are not compressed. */
function inflate(bytes: Buffer): string | undefined {
  const limits = { maxOutputLength: MAX_INFLATED };
  for (const [means, first] of [
    [unzipSync, 0x1f],
    [inflateSync, 0x78],
  ] as const) {
    if (bytes[0] !== first) continue;
    try {
      return means(bytes, limits).toString("latin1");
    } catch {
      return undefined;
    }
  }
  return undefined;
}
