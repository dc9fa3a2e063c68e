import { containsSecret, isSecret } from "../../domain/graph-values.ts";
import { fromJson, isRecord } from "../../domain/values.ts";

/** A resource's properties with what is readable of its secrets, and where those were. */
export interface Opened {
  readonly properties: Readonly<Record<string, unknown>>;
  /** Paths of all secrets, `a` or `a.0.b`, readable or not. */
  readonly secretPaths: ReadonlySet<string>;
  /** Contents of the readable ones: texts and numbers, which no message may show. */
  readonly contents: readonly string[];
}

/**
 * Puts the content in the place of each secret that an export has in plain text (`pulumi stack export --show-secrets`), so that it is
 * judged like any other value. Secrets without it stay as they are.
 */
export function openSecrets(properties: Readonly<Record<string, unknown>>): Opened {
  const secretPaths = new Set<string>();
  if (!containsSecret(properties)) return { properties, secretPaths, contents: [] };
  const contents: string[] = [];
  const open = (value: unknown, path: string): unknown => {
    if (isSecret(value)) {
      secretPaths.add(path);
      if (typeof value.plaintext !== "string") return value;
      // Pulumi writes it as JSON.
      const content = fromJson(value.plaintext) ?? value.plaintext;
      contents.push(...leaves(content));
      return open(content, path);
    }
    if (Array.isArray(value)) return value.map((element, i) => open(element, `${path}.${i}`));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, open(element, path ? `${path}.${key}` : key)]));
  };
  const opened = open(properties, "");
  return { properties: isRecord(opened) ? opened : {}, secretPaths, contents };
}

/** The texts and numbers in a value; which of two a boolean is, a verdict says anyway. */
function leaves(value: unknown): string[] {
  if (typeof value === "number" || (typeof value === "string" && value.trim() !== "")) return [String(value)];
  return Array.isArray(value) || isRecord(value) ? Object.values(value).flatMap(leaves) : [];
}

/** A function that removes contents of secrets from a sentence, also in their JSON form; undefined if there are none. */
export function redactor(contents: Iterable<string>): ((text: string) => string) | undefined {
  const forms = [...new Set(contents)].flatMap((content) => [content, JSON.stringify(content).slice(1, -1)]);
  if (forms.length === 0) return undefined;
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => {
    // All at once are more than an expression can be.
    const there = longestFirst.filter((form) => text.includes(form));
    return there.length === 0 ? text : text.replace(anyOf(there), "(a secret)");
  };
}

/** Finds texts; a short one, such as a number, as a word of its own only. */
function anyOf(forms: readonly string[]): RegExp {
  const literal = forms.map((form) => ({ length: form.length, escaped: form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") }));
  return new RegExp(literal.map(({ length, escaped }) => (length < 6 ? `(?<!\\w)${escaped}(?!\\w)` : escaped)).join("|"), "g");
}
