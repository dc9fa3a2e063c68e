import type { StoreSettings } from "./settings/resolve.ts";

/** Provisions a store. */
export function deployStore(settings: StoreSettings): Record<string, unknown> {
  return { url: `https://${settings.domain}/` };
}
