import { join } from "node:path";
import { type PageFile, pageFile } from "../../stacks/agreed-page.ts";
import { placedLine } from "../../stacks/settings/places.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { ownProject } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";

/** A store and the file of what was agreed of its payment page. */
export interface StorePage {
  readonly settings: StoreSettings;
  readonly page: PageFile;
  /** The file's whole path. */
  readonly file: string;
}

/** Reads both by the stack's name. Faults of the settings are a UserError; those of the file are in `page`. */
export function storePage(command: string, stack: string | undefined, stacks: string | undefined): StorePage {
  if (stack === undefined) throw new UserError(`${command}: got no stack, expected the name of a store's stack such as demo-prod`);
  const project = ownProject(stacks);
  const settings = readStoreSettings(
    project,
    stack,
    `${stack}: got an account's stack, expected a store's: only stores have a payment page`,
  );
  const page = pageFile(project.stacks, settings, project.root);
  return { settings, page, file: join(project.stacks, settings.paymentPage.file) };
}

/** The faults of a page's file, as one UserError. */
export function refuseFaults({ page }: StorePage): void {
  if (page.faults.length > 0) throw new UserError(page.faults.map(placedLine).join("\n"), { faults: page.faults });
}
