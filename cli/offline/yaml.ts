import { readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import { messageOf, UserError } from "./faults.ts";

/**
 * The contents of a YAML file. `place` is the path to show.
 * @throws UserError where it cannot be read or is no YAML, with line, column and the text there
 */
export function readYaml(file: string, place = file): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`${place}: cannot be read (${messageOf(error)}), expected a YAML file`);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [broken] = [...document.errors.map(ofError), ...lostAliases(document)];
  if (broken === undefined) return contentOf(document, place);
  const { line, col: column } = counter.linePos(broken.at);
  const excerpt = excerptOf(text.split(/\r?\n/)[line - 1] ?? "", line, column);
  throw new UserError([`${place}:${line}:${column}: ${broken.message}`, ...excerpt].join("\n"), {
    faults: [{ file: place, line, column, message: broken.message }],
  });
}

/** Aliases of aliases can stand for more than any memory holds: the library counts them. */
function contentOf(document: Document, place: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const message = `${messageOf(error)}, expected YAML`;
    throw new UserError(`${place}: ${message}`, { faults: [{ file: place, message }] });
  }
}

/** The fault of a text that is not YAML, and its character. */
interface Broken {
  readonly at: number;
  readonly message: string;
}

const ofError = ({ code, message, pos }: YAMLError): Broken => ({
  at: pos[0],
  message: code === "MULTIPLE_DOCS" ? "got a second document, expected one in a file" : `${message}, expected YAML`,
});

/** Aliases of what has no anchor, which the parser itself lets pass. */
function lostAliases(document: Document): Broken[] {
  const lost: Broken[] = [];
  visit(document, {
    Alias: (_key, node) => {
      if (!node.resolve(document))
        lost.push({ at: node.range?.[0] ?? 0, message: `got *${node.source}, expected an alias of an anchor before it` });
    },
  });
  return lost;
}

/** The widest part of a line that is shown. */
const WIDEST = 60;

/** A line with its number, what a terminal obeys left out, and a caret below the column; nothing of an empty line. */
function excerptOf(text: string, line: number, column: number): string[] {
  if (text.trim() === "") return [];
  const start = Math.max(0, Math.min(column - 1 - WIDEST / 2, text.length - WIDEST));
  const shown = text.slice(start, start + WIDEST).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  const number = `  ${line} | `;
  return [`${number}${shown.trimEnd()}`, `${" ".repeat(number.length - 2)}| ${" ".repeat(column - 1 - start)}^`];
}
