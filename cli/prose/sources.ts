import ts from "typescript";

/** The rooms whose texts are read: comments, and sentences in strings. */
export const rooms = ["cli", "components", "domain", "functions", "host", "policies", "stacks"] as const;

type Span = readonly [from: number, to: number];

/** The comments of a file by the ending of its name, and the texts of a JSON file. */
const spoken: readonly (readonly [endings: RegExp, pattern: RegExp])[] = [
  [/\.ts$/, /^ *\/\*\*[\s\S]*?\*\/|(?<=^|[ \t])\/\/ .*$/gm],
  [/\.php$/, /^ *\/\*\*[\s\S]*?\*\/|(?<=^|[ \t])(?:\/\/|#) .*$/gm],
  [/\.py$/, /^ *"""[\s\S]*?"""|(?<=^|[ \t])# .*$/gm],
  [/\.(?:sh|ya?ml)$/, /(?<=^|[ \t])# .*$/gm],
  [/\.lua$/, /(?<=^|[ \t])-- .*$/gm],
  [/\.json$/, /"(?:[^"\\\n]|\\.)*[A-Za-z]{2,} [a-z]+ (?:[^"\\\n]|\\.)*"/g],
];

/**
 * A file with everything blanked out but its prose: comments, and in TypeScript strings and templates of three words or more. What is left
 * is where it was, so that a place in it is a place in the file.
 */
export function proseOf(file: string, text: string): string {
  const pattern = spoken.find(([endings]) => endings.test(file))?.[1];
  if (pattern === undefined) throw new Error(`${file}: got a name of no kind that is read, expected an ending of cli/prose/sources.ts`);
  const comments = [...text.matchAll(pattern)].map((match): Span => [match.index, match.index + match[0].length]);
  return blankedBut(text, file.endsWith(".ts") ? [...comments, ...stringsOf(file, text)] : comments);
}

function stringsOf(file: string, text: string): Span[] {
  const strings: Span[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      if (/[A-Za-z]{2,} [a-z]+ /.test(node.text)) strings.push([node.pos, node.end]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return strings;
}

function blankedBut(text: string, kept: readonly Span[]): string {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, " ");
  let [at, out] = [0, ""];
  for (const [from, to] of kept.toSorted(([a], [b]) => a - b)) {
    if (from < at) continue;
    out += blank(text.slice(at, from)) + codeless(text.slice(from, to));
    at = to;
  }
  return out + blank(text.slice(at));
}

/** Blanks code in backquotes, links to names, and a comment's own marks. */
const codeless = (text: string): string =>
  text
    .replaceAll(/(?<!\\)`[^`\n]*`|\\`[^`]*\\`|\{@link [^}]*\}/g, (part) => part.replaceAll(/[^\n]/g, " "))
    .replaceAll(/^\/\*\*|^ *\*(?!\/)|\*\/$/gm, (part) => " ".repeat(part.length));
