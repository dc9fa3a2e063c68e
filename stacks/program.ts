import { deployAccount } from "./account.ts";
import { loadAgreedPage } from "./agreed-page.ts";
import { loadSettings } from "./load.ts";
import { deployStore } from "./store.ts";

/**
 * Registers what the running stack consists of, by its kind; resolves to the stack's outputs. `folder` has the stack files that its own
 * is compared with.
 */
export async function program(folder?: string): Promise<Record<string, unknown>> {
  const settings = loadSettings(folder);
  return settings.kind === "store" ? deployStore(settings, loadAgreedPage(settings, folder)) : deployAccount(settings);
}
