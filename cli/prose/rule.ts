import type { TextlintRuleModule } from "@textlint/types";
import { aws, general, standards, type Term } from "./terms.ts";

/** The terms whose alternatives the linter refuses. */
export const refused: readonly (Term & { readonly refuse: RegExp })[] = [...general, ...aws, ...standards].flatMap((term) =>
  term.refuse ? [{ ...term, refuse: term.refuse }] : [],
);

/** A word that follows itself; some may, such as `root root`, a file's owner and group. */
const DOUBLED = /\b(?!(?:that|had|root)\b)([a-z]{2,}) \1\b/i;

/** Refuses what the glossary replaces, and doubled words. Titles of decisions, which are links to them, are left as they were agreed. */
export const glossaryRule: TextlintRuleModule = ({ Syntax, RuleError, report, getSource }) => ({
  [Syntax.Str](node) {
    const { parent } = node;
    if (parent?.type === Syntax.Link && "url" in parent && /decisions\//.test(String(parent.url))) return;
    for (const [index, message] of faultsIn(getSource(node))) report(node, new RuleError(message, { index }));
  },
});

/** Faults of a text, with their places. */
export function faultsIn(text: string): (readonly [index: number, message: string])[] {
  const words = refused.flatMap(({ term, not, refuse }) =>
    [...text.matchAll(new RegExp(refuse.source, `g${refuse.flags}`))].map(
      (match) => [match.index, `"${match[0]}": say "${term}" (glossary: not ${not ?? match[0]})`] as const,
    ),
  );
  const doubled = [...text.matchAll(new RegExp(DOUBLED.source, "gi"))].map(
    (match) => [match.index, `"${match[0]}": a word twice`] as const,
  );
  return [...words, ...doubled].sort(([a], [b]) => a - b);
}
