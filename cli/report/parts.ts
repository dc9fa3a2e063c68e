import { Html, html, type Part } from "./html.ts";

/** A number of the report, `of` being its path in the JSON; a person reads `text`. */
export const figure = (of: string, value: number | string, text: string | number = value): Html =>
  html`<data data-of="${of}" value="${value}">${typeof text === "number" ? text.toLocaleString("en-US") : text}</data>`;

/** The mark of a state: a colour, and a sign for readers who see none. */
export type Tone = "good" | "bad" | "warn" | "plain";

const signs: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", warn: "!", plain: "·" };

/** A state in a word or two. */
export const chip = (tone: Tone, text: Part): Html =>
  html`<span class="chip ${tone}"><span aria-hidden="true">${signs[tone]}</span> ${text}</span>`;

/** A section of the page; `id` is what links lead to. */
export const section = (id: string, title: string, ...content: readonly Part[]): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;

/** A column of a table. */
export interface Column {
  readonly head: string;
  /** Numbers stand to the right. @default false */
  readonly number?: boolean;
}

/**
 * A table that on a narrow screen becomes a block for each row, each cell behind its column's name. The roles keep it a table for
 * screen readers there. The first cell of a row is its head.
 */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[]): Html {
  const classOf = (at: number) => (columns[at]?.number ? "number" : "");
  const cell = (part: Part, at: number) =>
    at === 0
      ? html`<th scope="row" role="rowheader">${part}</th>`
      : html`<td role="cell" class="${classOf(at)}" data-head="${columns[at]?.head ?? ""}">${part}</td>`;
  return html`<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ head }, at) => html`<th scope="col" role="columnheader" class="${classOf(at)}">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">${row.map(cell)}</tr>
`,
  )}</tbody></table>`;
}

/** Something that can be opened; `open` where it is at first. */
export const fold = (summary: Part, content: Part, open = false): Html =>
  html`<details${open ? new Html(" open") : ""}><summary>${summary}</summary><div class="folded">${content}</div></details>`;

/** A list of texts; nothing where there are none. */
export const list = (items: readonly Part[]): Html | undefined =>
  items.length === 0 ? undefined : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

/** A machine's word, such as a setting. */
export const code = (text: string): Html => html`<code>${text}</code>`;

/** A day for people: `3 December 2026`. */
export function dayText(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime())
    ? day
    : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
