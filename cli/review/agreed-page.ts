import { pageFile } from "../../stacks/agreed-page.ts";
import { stackFolder } from "../../stacks/folder.ts";
import { placedLine } from "../../stacks/settings/places.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { entriesOf, type InventoryEntry } from "../payment-page/inventory.ts";

/** Something that a payment page may be made of from now on, or with another content. */
export interface NewOnPage extends InventoryEntry {
  /** The file of the change, below the folder of its stack files. */
  readonly file: string;
}

/** The additions of a change to agreed payment pages, and the faults of files that cannot be read, a sentence each. */
export interface PageChanges {
  readonly added: readonly NewOnPage[];
  readonly failures: readonly string[];
}

/** Compares the files of what was agreed: `base` and `change` are the folders of stack files. Each file once, though stacks share it. */
export function pageChanges(base: string, change: string): PageChanges {
  const added: NewOnPage[] = [];
  const failures: string[] = [];
  const { stacks, settingsOf } = stackFolder(change);
  const seen = new Set<string>();
  for (const stack of stacks) {
    const { settings } = parseSettings(stack, settingsOf(stack));
    if (settings?.kind !== "store" || seen.has(settings.paymentPage.file)) continue;
    const { file } = settings.paymentPage;
    seen.add(file);
    const [after, before] = [pageFile(change, settings, change), pageFile(base, settings, base)];
    failures.push(...after.faults.map(placedLine));
    if (!after.agreed) continue;
    const known = new Set((before.agreed ? entriesOf(before.agreed) : []).map(keyOf));
    added.push(...entriesOf(after.agreed).flatMap((entry) => (known.has(keyOf(entry)) ? [] : [{ ...entry, file }])));
  }
  return { added, failures };
}

/** Identifies an entry of the page: another reason is no news, other content or card data is. */
const keyOf = ({ kind, what, content = "", card }: InventoryEntry): string => JSON.stringify([kind, what, content, card]);
