// The parts of a comment on GitHub.

/** Beyond so many findings a list is only counted. */
const MAX_LINES = 60;

/** A list, of which the end is only counted where it is long. */
export function bullets(lines: readonly string[], max = MAX_LINES): string[] {
  const shown = lines.slice(0, max).map((line) => `- ${line}`);
  return lines.length > max ? [...shown, `- and ${lines.length - max} more: see the JSON report`] : shown;
}

/** Folds a body under a line. */
export function details(summary: string, body: string): string {
  return `<details><summary>${text(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** A table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Beyond so many characters a text is cut. */
const MAX_TEXT = 600;
const longText = new RegExp(`^(.{${MAX_TEXT}}).+$`, "s");

/** Text that comes from settings or resources, so that it can be no markup, link or mention: anyone can open a pull request. */
export const text = (value: string) =>
  value
    .replace(/\s+/g, " ")
    .replace(longText, "$1…")
    .replace(/[\\`*_{}[\]<>#|!~]/g, "\\$&")
    .replace(/@/g, "@\u200b");

/** The same as code: a name, a path. */
export const code = (value: string) =>
  `\`${value.replace(/\s+/g, " ").replace(longText, "$1…").replace(/`/g, "'").replace(/\|/g, "\\|")}\``;

/** GitHub refuses a comment of more than 65,536 characters; what comes around a report has the rest. */
export const MAX_BYTES = 64_000;

/** The parts of a comment, as many as `max` bytes hold, and how many had no room; `end` always has. */
export function fitting(parts: readonly string[], end: string, max = MAX_BYTES): { shown: string[]; missing: number } {
  const shown: string[] = [];
  let left = max - Buffer.byteLength(end);
  for (const part of parts) {
    const size = Buffer.byteLength(part) + 2;
    if (size <= left) shown.push(part);
    left -= size <= left ? size : 0;
  }
  return { shown, missing: parts.length - shown.length };
}
