import { type AgreedPage, agreedPage } from "../../domain/payment-page/agreed.ts";
import { type Difference, differences } from "../../domain/payment-page/differences.ts";
import type { Seen } from "../../domain/payment-page/seen.ts";

/** Lists of the file that entries are proposed for. */
export type PageList = "scripts" | "frames" | "forms" | "stylesheets" | "fonts" | "workers" | "hosts";

/** An entry for the file; why it is needed and who approves it is left to fill in. */
export interface Proposed {
  readonly list: PageList;
  readonly entry: { readonly source?: string; readonly inline?: string; readonly content?: string };
}

/** What a visit saw beyond what was agreed, as entries and as sentences. */
export interface Proposal {
  readonly entries: readonly Proposed[];
  /** All differences, for people. */
  readonly found: readonly Difference[];
  /** Those that no entry answers: a card that is read or sent, a header that is missing, a script that was asked for and did not run. */
  readonly open: readonly Difference[];
}

const listOf: Partial<Record<Difference["kind"], PageList>> = {
  script: "scripts",
  "changed-script": "scripts",
  "inline-script": "scripts",
  frame: "frames",
  form: "forms",
  stylesheet: "stylesheets",
  font: "fonts",
  worker: "workers",
  host: "hosts",
};

/** Compares what visits saw with what was agreed. @default agreed - nothing yet */
export function proposalOf(visits: readonly Seen[], agreed: AgreedPage | undefined): Proposal {
  const known = agreed ?? agreedPage.parse({});
  const found = new Map<string, Difference>();
  const entries = new Map<string, Proposed>();
  const answered = new Set<string>();
  for (const seen of visits) {
    for (const difference of differences(seen, known, seen.origin)) {
      const key = `${difference.kind} ${difference.what}`;
      found.set(key, difference);
      for (const proposed of entriesFor(difference, seen)) {
        entries.set(JSON.stringify(proposed), proposed);
        answered.add(key);
      }
    }
  }
  const open = [...found].flatMap(([key, difference]) => (answered.has(key) ? [] : [difference]));
  return { entries: [...entries.values()], found: [...found.values()], open };
}

function entriesFor({ kind, what }: Difference, seen: Seen): Proposed[] {
  const list = listOf[kind];
  if (list === undefined) return [];
  if (kind === "inline-script") {
    const begins = seen.scripts.find(({ content }) => content === what)?.begins ?? "";
    return [{ list, entry: { inline: named(begins), content: what } }];
  }
  const source = sourceOf(what, seen.origin);
  if (list !== "scripts") return [{ list, entry: { source } }];
  const contents = seen.scripts.flatMap((script) => (script.kind === "file" && script.source === what ? [script.content] : []));
  return [...new Set(contents)].map((content) => ({ list, entry: { source, content } }));
}

/** What is the store's own by its path: X-Cart's queries say when the release was first asked for. */
function sourceOf(what: string, origin: string): string {
  if (!what.startsWith(`${origin}/`)) return what;
  return what.slice(origin.length).split("?", 1)[0] ?? "/";
}

/** An inline script by how it begins, on one line. */
const named = (begins: string): string => begins.replace(/\s+/g, " ").trim().slice(0, 80) || "inline script";
