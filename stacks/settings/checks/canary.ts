import { fault } from "../faults.ts";
import { route } from "../resolve/canary.ts";
import type { CanarySettings } from "../schema/canary.ts";

/** Faults of the canary's settings beyond their shape. */
export function canaryFaults({ canary: settings }: { readonly canary: CanarySettings }): string[] {
  return route
    .filter((page) => settings.texts[page] !== undefined && settings[page] === undefined)
    .map((page) => fault(`canary.texts.${page}`, settings.texts[page], `canary.${page} as well, since otherwise the page is not visited`));
}
