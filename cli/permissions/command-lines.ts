/** A command line of the AWS CLI in a text, without `aws`. */
export interface CommandLine {
  readonly words: readonly string[];
  /** Whether it is all that would be typed, and not the name of a command in a sentence. */
  readonly whole: boolean;
}

/** Options of the CLI itself may stand before the service. */
const start = /(?<![\w/.-])aws (?:--?[\w-]+(?:[= ]\S+)? )*(?=[a-z][a-z0-9-]+ [a-z][a-z0-9-]+)/g;

/** A backtick that a shell takes as it is. */
const ESCAPED = "\u0001";

/** The command lines in a text: of a script, of a page, of a program that prints them. */
export function commandLinesIn(text: string, isScript: boolean): CommandLine[] {
  // As the shell reads it: lines that go on, also where a program's text has the backslash twice.
  const joined = text.replaceAll(/\\+\n\s*/g, " ").replaceAll(/\\+`/g, isScript ? ESCAPED : "`");
  const blocks = [...joined.matchAll(/^```[\s\S]*?^```/gm)].map(({ index, 0: block }) => [index, index + block.length] as const);
  return [...joined.matchAll(start)].map(({ index, 0: found }) => {
    const words = wordsOf(joined.slice(index + found.length));
    const inBlock = blocks.some(([from, to]) => from < index && index < to);
    return { words, whole: (isScript || inBlock) && !words.some((word) => /^(…|\.\.\.)$/.test(word)) };
  });
}

/** Words up to where the command ends: a line's end, an operator of the shell, or a quote of what is around it. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let open = "";
  let depth = 0;
  for (const [at, letter] of [...text].entries()) {
    const before = text[at - 1];
    if (depth > 0) {
      depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
      word += letter;
    } else if (letter === "(" && before === "$") {
      depth = 1;
      word += letter;
    } else if (open !== "") {
      if (letter === open) open = "";
      else word += letter;
    } else if (letter === '"' || letter === "'") open = letter;
    else if (/[\n|;&)`<>#]/.test(letter) && !(letter === "#" && word !== "")) break;
    else if (letter === " ") {
      if (word !== "") words.push(word);
      word = "";
    } else word += letter;
  }
  return (word === "" ? words : [...words, word]).map((one) => one.replaceAll(ESCAPED, "`"));
}
