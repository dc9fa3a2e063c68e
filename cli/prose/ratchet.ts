/** Number of faults by part: a room of the code, or a page. */
export type Counts = Readonly<Record<string, number>>;

/** One sentence for each part with more faults than were agreed; a part without a number may have none. */
export function overRatchet(now: Counts, agreed: Counts): { readonly part: string; readonly sentence: string }[] {
  return Object.entries(now).flatMap(([part, count]) => {
    const max = agreed[part] ?? 0;
    if (count <= max) return [];
    const sentence = `${part}: ${count} texts that docs/glossary.md replaces, at most ${max} allowed; reword the new ones (cli/prose/ratchet.json may only fall)`;
    return [{ part, sentence }];
  });
}
