/** Sites that policies' remediations point to; no other link survives. */
const LINKED = /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com)\//;

/** The elements of HTML that reports have. */
const ELEMENT = /\\?<(?!\/?(?:details|summary|sub)>)/g;

/**
 * Neutralizes Markdown from code that is not ours, so that it can be shown in our comment: it notifies no one, refers to no issue, shows no
 * picture, links only to the sites that reports link, and has no HTML but what folds.
 */
export function neutral(markdown: string): string {
  return (
    markdown
      .toWellFormed()
      .replace(/\r\n?/g, "\n")
      .replace(/\t/g, " ")
      .replace(/[^\n\P{C}]/gu, "")
      .replace(ELEMENT, "‹")
      // What an entity stands for is a mention or a reference too.
      .replace(/&(?=#|\w+;)/g, "&\u200b")
      .replace(/@/g, "@\u200b")
      .replace(/(#|\bGH-)(?=\d)/gi, "$1\u200b")
      .replace(/!(?=\[)/g, "!\u200b")
      .replace(/\](?=[[:])/g, "]\u200b")
      .replace(/\]\(([^)\s]*)/g, (link, address: string) => (LINKED.test(address) ? link : `]\u200b(${address}`))
      .replace(
        /(\]\([^)\s]*)|\b((?:https?|ftp):\/\/|www\.)/gi,
        (found, link: string | undefined) => link ?? found.replace(/[:.]/, "\u200b$&"),
      )
  );
}

/** First line of the comment that the next run replaces. */
export const MARKER = "<!-- xcart-hosting: policies -->";

/** GitHub refuses a longer body of a comment. */
export const MAX_CHARACTERS = 65_536;

/** Facts about a run that come from GitHub, and not from what the run wrote. */
export interface Run {
  readonly url: string;
  readonly sha: string;
}

/** The comment's text: who wrote it, then the report, cut at a line's end where it is too long. */
export function bodyOf(report: string | undefined, { url, sha }: Run): string {
  const run = `[the check](${url}) of ${sha.slice(0, 12)}`;
  if (report === undefined) return `${MARKER}\nPolicies: no report came of ${run}.`;
  const head = `${MARKER}\n<sub>From ${run}. It ran the code of this pull request, which can change what is said here.</sub>\n\n`;
  const rest = `\n\nThe rest does not fit into a comment: see ${run}.`;
  const text = neutral(report).trim();
  // What is cut may leave details open: each of them takes as much again to close.
  const room = MAX_CHARACTERS - head.length;
  if (text.length + closing(text).length <= room) return head + text + closing(text);
  const cut = text.slice(0, room - rest.length - 1000).replace(/\n[^\n]*$/, "");
  return `${head}${cut}${closing(cut)}${rest}`;
}

/** Closes the sections that are still open, at most 50: no report nests deeper. */
function closing(text: string): string {
  const count = (tag: string) => text.split(tag).length - 1;
  const open = Math.min(50, count("<details>") - count("</details>"));
  return open > 0 ? `\n${"</details>".repeat(open)}` : "";
}
