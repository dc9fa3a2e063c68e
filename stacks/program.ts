import { deployAccount } from "./account.ts";
import { loadSettings } from "./load.ts";
import { deployStore } from "./store.ts";

/** Registers what the running stack consists of, by its kind; resolves to the stack's outputs. */
export async function program(): Promise<Record<string, unknown>> {
  const settings = loadSettings();
  return settings.kind === "store" ? deployStore(settings) : deployAccount(settings);
}
