/** Markup that is safe to put into a page as it is. Only {@link html} and {@link verbatim} make some. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An argument of {@link html}: markup, or a value that becomes text; lists one after another, nothing for `undefined` and `false`. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** Markup with its values escaped, wherever they stand: in an element or in an attribute within double quotes. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((string, at) => (at === 0 ? string : textOf(parts[at - 1]) + string)).join(""));

/** Text of this program's own that is markup already, such as a style sheet. */
export const verbatim = (text: string): Html => new Html(text);

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map(textOf).join("");
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** No control character but a line break or a tab is allowed in HTML. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? "").replace(/[^\P{Cc}\n\t]/gu, "�");
