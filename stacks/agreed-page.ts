import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf } from "../domain/calendars/days.ts";
import type { AgreedPage } from "../domain/payment-page/agreed.ts";
import { isRecord } from "../domain/values.ts";
import { shownPath } from "./folder.ts";
import { readAgreedPage } from "./settings/agreed-page.ts";
import { agreedPageFaults } from "./settings/checks/payment-page.ts";
import type { PlacedFault } from "./settings/places.ts";
import type { StoreSettings } from "./settings/resolve/store.ts";
import { SettingsError } from "./settings-error.ts";

/** Settings of a store that locate the agreed page, with the store's names. */
export type PageStore = Pick<StoreSettings, "domain" | "aliases" | "paymentPage">;

/** The agreed page of a store, or what is wrong with its file; neither where there is no such file. */
export interface PageFile {
  /** Its path from the repository's root. */
  readonly path: string;
  /** @default - there is no file */
  readonly text?: string;
  readonly agreed?: AgreedPage;
  readonly faults: readonly PlacedFault[];
}

/** Reads the file that a store's settings name, in the folder of the stack files. `root` and `today` as they are told. */
export function pageFile(folder: string, store: PageStore, root = join(import.meta.dirname, ".."), today = dayOf(new Date())): PageFile {
  const file = join(folder, store.paymentPage.file);
  const path = shownPath(root, file);
  const text = textOf(file);
  if (text === undefined) return { path, faults: [] };
  const { agreed, faults } = readAgreedPage({ path, text }, today);
  if (faults) return { path, text, faults };
  const beyond = agreedPageFaults(agreed, store).map((message) => ({ file: path, message }));
  return beyond.length > 0 ? { path, text, faults: beyond } : { path, text, agreed, faults: [] };
}

/**
 * The agreed contents of a store's payment page; undefined where no file says it. Throws a SettingsError that names every fault of the file.
 * @default folder - no file
 */
export function loadAgreedPage(settings: PageStore & { readonly stack: string }, folder?: string): AgreedPage | undefined {
  if (folder === undefined) return undefined;
  const { agreed, faults } = pageFile(folder, settings);
  if (faults.length > 0) throw new SettingsError(settings.stack, faults);
  return agreed;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isRecord(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}
