import ts from "typescript";

/** The rooms whose texts are read: doc comments, and sentences in strings. */
export const rooms = ["cli", "components", "domain", "functions", "host", "policies", "stacks"] as const;

/**
 * A TypeScript file with everything blanked out but its prose: doc comments, and strings and templates of three words or more. What is left
 * is where it was, so that a place in it is a place in the file.
 */
export function proseOf(file: string, text: string): string {
  const comments = [...text.matchAll(/^ *\/\*\*[\s\S]*?\*\//gm)].map((match) => [match.index, match.index + match[0].length] as const);
  const strings: (readonly [from: number, to: number])[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      if (/[A-Za-z]{2,} [a-z]+ /.test(node.text)) strings.push([node.pos, node.end]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return blankedBut(text, [...comments, ...strings]);
}

function blankedBut(text: string, kept: readonly (readonly [from: number, to: number])[]): string {
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
