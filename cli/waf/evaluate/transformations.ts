/** A transformation of a component, held in bytes, before it is inspected. */
export type Transformation = (text: string) => string;

/**
 * The text transformations that can be done here; what is not in the list stays open rather than being guessed.
 * docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
 */
export const transformations: Readonly<Record<string, Transformation>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  UPPERCASE: (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  URL_DECODE: urlDecode,
  URL_DECODE_UNI: (text) => urlDecode(text.replace(/%u([0-9a-f]{4})/gi, (_, digits: string) => wideCharacter(Number.parseInt(digits, 16)))),
  HTML_ENTITY_DECODE: htmlDecode,
  COMPRESS_WHITE_SPACE: (text) => text.replace(/[\f\t\n\r\v\u00a0]/g, " ").replace(/ {2,}/g, " "),
  REMOVE_WHITESPACE: (text) => text.replace(/[\f\t\n\r\v\u00a0 ]/g, ""),
  TRIM: (text) => text.replace(/^[\s]+|[\s]+$/g, ""),
  TRIM_LEFT: (text) => text.replace(/^[\s]+/, ""),
  TRIM_RIGHT: (text) => text.replace(/[\s]+$/, ""),
  REMOVE_NULLS: (text) => text.replaceAll("\0", ""),
  REPLACE_NULLS: (text) => text.replaceAll("\0", " "),
  REPLACE_COMMENTS: (text) => text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, " "),
  NORMALIZE_PATH: normalizePath,
  NORMALIZE_PATH_WIN: (text) => normalizePath(text.replaceAll("\\", "/")),
  CMD_LINE: commandLine,
  BASE64_DECODE: (text) => (/^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("latin1") : text),
  BASE64_DECODE_EXT: (text) => Buffer.from(text.replace(/[^A-Za-z0-9+/=]/g, ""), "base64").toString("latin1"),
  HEX_DECODE: (text) => (/^([0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, "hex").toString("latin1") : text),
};

function urlDecode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  return text.replaceAll("+", " ").replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** A `%uHHHH` as one byte: full-width forms of ASCII as what they look like, of others the lower byte. */
function wideCharacter(code: number): string {
  const isFullWidth = code >= 0xff01 && code <= 0xff5e;
  return String.fromCharCode((isFullWidth ? code - 0xff01 + 0x21 : code) & 0xff);
}

const entities: Readonly<Record<string, string>> = { quot: '"', nbsp: "\u00a0", lt: "<", gt: ">", amp: "&" };

function htmlDecode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|(quot|nbsp|lt|gt|amp));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return String.fromCharCode(code & 0xff);
  });
}

/** Removes doubled slashes, and `.` and `..` that do not lead above the start. */
function normalizePath(text: string): string {
  if (!/\/\/|\./.test(text)) return text;
  const isAbsolute = text.startsWith("/");
  const steps: string[] = [];
  const parts = text.split("/");
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    const isBack = part === ".." && steps.length > 0 && steps.at(-1) !== "..";
    if (isBack) steps.pop();
    else if (part !== ".." || !isAbsolute) steps.push(part);
  }
  const last = parts.at(-1);
  const isFolder = steps.length > 0 && (last === "" || last === "." || last === "..");
  return `${isAbsolute ? "/" : ""}${steps.join("/")}${isFolder ? "/" : ""}`;
}

function commandLine(text: string): string {
  return text
    .replace(/[\\"'^]/g, "")
    .replace(/[,;]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ +([/(])/g, "$1")
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
