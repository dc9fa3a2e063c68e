/** A command of a script, as its words; what is filled in stands as it was written. */
export type SimpleCommand = readonly string[];

/** The commands in a script of Bash's, also those in substitutions, without what it defines itself. It knows what our scripts use of the language. */
export function simpleCommands(script: string): SimpleCommand[] {
  const reader = new Reader(withoutDocuments(script));
  reader.read();
  return reader.found.flatMap(unwrapped).filter(([name = ""]) => !reader.defined.has(name));
}

/** A text in a script is none of its commands. */
const withoutDocuments = (script: string): string =>
  script.replaceAll(/\\\n\s*/g, " ").replaceAll(/<<-? ?'?(\w+)'?([^\n]*)\n[\s\S]*?\n\s*\1(?=\n|$)/g, "$2");

const keywords = new Set(["if", "then", "elif", "else", "fi", "do", "done", "while", "until", "!", "time", "{", "}", "esac"]);
const assignment = /^[A-Za-z_]\w*\+?=/;

/** What runs another program with the words that follow, and the options of its own that take a word. */
const wrappers: Readonly<Record<string, RegExp>> = {
  exec: /^$/,
  env: /^$/,
  nohup: /^$/,
  runuser: /^(-u|--user)$/,
  sudo: /^(-u|--user)$/,
  timeout: /^(-k|-s)$/,
  xargs: /^(-n|-I)$/,
};

/** Without keywords and assignments; what a wrapper runs is a command too. */
function unwrapped(words: SimpleCommand): SimpleCommand[] {
  const start = words.findIndex((word) => !keywords.has(word) && !assignment.test(word));
  const [name = "", ...rest] = start < 0 ? [] : words.slice(start);
  if (name === "" || name === "for" || name === "case") return [];
  if (name === "trap") return simpleCommands(rest[0] ?? "");
  const takesWord = wrappers[name];
  if (!takesWord) return [[name, ...rest]];
  let at = 0;
  while (rest[at]?.startsWith("-") || assignment.test(rest[at] ?? "")) at += takesWord.test(rest[at] ?? "") ? 2 : 1;
  if (name === "timeout") at++;
  return [[name, ...rest.slice(0, at)], ...unwrapped(rest.slice(at))];
}

class Reader {
  readonly found: string[][] = [];
  readonly defined = new Set<string>();
  readonly #text: string;
  #at = 0;
  #words: string[] = [];
  #word: string | undefined;
  /** Whether what comes is a pattern of `case`. */
  #pattern = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(end = ""): void {
    while (this.#at < this.#text.length) {
      const letter = this.#text[this.#at] ?? "";
      if (letter === end) break;
      if (!this.#special(letter)) this.#plain(letter);
      this.#at++;
    }
    this.#endCommand();
  }

  #plain(letter: string): void {
    this.#word = (this.#word ?? "") + letter;
  }

  /** Handles what is more than a letter of a word. */
  #special(letter: string): boolean {
    const rest = this.#text.slice(this.#at);
    if (letter === "\\") this.#plain(this.#text[++this.#at] ?? "");
    else if (letter === "'") this.#quoted();
    else if (letter === '"') this.#doubleQuoted();
    else if (this.#skips(/^\$?\(\([\s\S]*?\)\)/, rest) || (this.#word === undefined && this.#skips(/^\[\[ [\s\S]*? \]\]/, rest)))
      return true;
    else if (/^[$<>]\(/.test(rest)) this.#substitution(2);
    else if (letter === "`") this.#substitution(1, "`");
    else if (letter === "#" && this.#word === undefined) this.#at += rest.search(/\n|$/) - 1;
    else if (letter === "(" && rest.startsWith("()")) this.#define();
    else if (letter === ")" && this.#pattern) this.#endPattern();
    else if (/^\d*[<>]/.test(rest) && (this.#word === undefined || !/\d/.test(letter))) this.#redirect(rest);
    else if (/[;&|\n()]/.test(letter)) this.#separate(rest);
    else if (/\s/.test(letter)) this.#endWord();
    else return false;
    return true;
  }

  #skips(pattern: RegExp, rest: string): boolean {
    const length = pattern.exec(rest)?.[0].length ?? 0;
    if (length > 0) this.#at += length - 1;
    if (length > 0) this.#plain("$");
    return length > 0;
  }

  #quoted(): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    this.#plain(this.#text.slice(this.#at + 1, end < 0 ? undefined : end));
    this.#at = end < 0 ? this.#text.length : end;
  }

  #doubleQuoted(): void {
    this.#word ??= "";
    for (this.#at++; this.#at < this.#text.length && this.#text[this.#at] !== '"'; this.#at++) {
      const letter = this.#text[this.#at] ?? "";
      if (letter === "\\") this.#plain(this.#text[++this.#at] ?? "");
      else if (this.#text.startsWith("$(", this.#at) && !this.#text.startsWith("$((", this.#at)) this.#substitution(2);
      else this.#plain(letter);
    }
  }

  #substitution(skipped: number, end = ")"): void {
    const inner = new Reader(this.#text.slice(this.#at + skipped));
    inner.read(end);
    this.found.push(...inner.found);
    for (const name of inner.defined) this.defined.add(name);
    this.#plain(`$(${this.#text.slice(this.#at + skipped, this.#at + skipped + inner.#at)})`);
    this.#at += skipped + inner.#at;
  }

  #define(): void {
    if (this.#word !== undefined) this.defined.add(this.#word);
    this.#word = undefined;
    this.#at++;
  }

  #redirect(rest: string): void {
    this.#endWord();
    const length = /^\d*(?:<<<|[<>]{1,2}&?|>\|)\s*(?:"[^"]*"|'[^']*'|(?![<>$]\()[^\s;&|()<>]*)/.exec(rest)?.[0].length ?? 1;
    this.#at += length - 1;
  }

  #separate(rest: string): void {
    this.#endCommand();
    if (rest.startsWith(";;")) this.#pattern = true;
    if (rest.startsWith(";;")) this.#at++;
  }

  #endPattern(): void {
    this.#word = undefined;
    this.#words = [];
    this.#pattern = false;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
    if (this.#words[0] === "case" && this.#words.at(-1) === "in") {
      this.#words = [];
      this.#pattern = true;
    } else if (this.#words[0] === "esac") this.#pattern = false;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#words.length > 0 && !this.#pattern) this.found.push(this.#words);
    if (!this.#pattern) this.#words = [];
  }
}
