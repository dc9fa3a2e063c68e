import { fault } from "../faults.ts";
import { route } from "../resolve/canary.ts";
import type { CanarySettings } from "../schema/canary.ts";

/** What is wrong with the canary's settings beyond their shape. */
export function canaryFaults({ canary: settings }: { readonly canary: CanarySettings }): string[] {
  return route
    .filter((page) => settings.texts[page] !== undefined && settings[page] === undefined)
    .map((page) => fault(`canary.texts.${page}`, settings.texts[page], `canary.${page} too: the page is not visited`));
}
