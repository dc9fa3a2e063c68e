import { commandLines } from "./command-line.ts";
import type { Screen } from "./screen.ts";
import { wrapped } from "./width.ts";

/** Titles below which lines are commands, to be copied. */
const ABOVE_COMMANDS: ReadonlySet<string> = new Set(["next", "back"]);

/** A setting as it is to be copied into a stack's file, `release: { name: … }`. */
const SETTING = /^\w+: \{.*\}$/;

/**
 * Lays out plain text: what stands at the margin above indented lines is their title, its first part bold; long lines go on two columns
 * further in; what is to be copied stays whole, settings and the commands below `next` and `back`.
 */
export function paragraphs(text: string, { columns, colors }: Screen): string {
  let title = "";
  const lines = text.split("\n");
  return lines
    .flatMap((line, at) => {
      const margin = line.slice(0, line.length - line.trimStart().length);
      if (margin === "") title = line;
      else if (ABOVE_COMMANDS.has(title)) return commandLines(line.trimStart(), columns, colors.dim, margin);
      if (SETTING.test(line.trimStart())) return [line];
      const isTitle = margin === "" && (at === 0 || lines[at + 1]?.startsWith(" "));
      const shown = isTitle ? line.replace(/^.*?(?= {2}|: |$)/, (head) => colors.bold(head)) : line.trimStart();
      const [first = "", ...rest] = wrapped(shown, columns - margin.length - 2);
      return [margin + first, ...rest.map((more) => `${margin}  ${more}`)];
    })
    .join("\n");
}
