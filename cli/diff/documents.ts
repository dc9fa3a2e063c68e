import { fromJson, isRecord } from "../../domain/values.ts";

/** The contents of a text of more than a word: data as JSON, or lines. */
export type Document = { readonly kind: "data"; readonly data: unknown } | { readonly kind: "lines"; readonly lines: readonly string[] };

/** A text in base64 that is shorter is taken for a word. */
const SHORTEST_ENCODED = 24;

/** A policy, a dashboard or a document of Systems Manager as data; a script, YAML and base64 of such, as user data is, as lines. */
export function documentOf(text: string): Document | undefined {
  const data = /^\s*[{[]/.test(text) ? fromJson(text) : undefined;
  if (isRecord(data) || Array.isArray(data)) return { kind: "data", data };
  const plain = decoded(text) ?? text;
  return plain.includes("\n") ? { kind: "lines", lines: plain.replace(/\n$/, "").split("\n") } : undefined;
}

/** A text that base64 stands for; undefined where it stands for none. */
function decoded(text: string): string | undefined {
  if (text.length < SHORTEST_ENCODED || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  try {
    const plain = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "base64"));
    return [...plain].some((character) => character < " " && !"\n\r\t".includes(character)) ? undefined : plain;
  } catch {
    return undefined;
  }
}
