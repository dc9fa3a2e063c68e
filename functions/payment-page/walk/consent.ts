import { consentBanner, consentButtons } from "./names.ts";
import { click, type Stage, visible } from "./stage.ts";

/** Gives consent where a banner asks for it; a banner that is not known by name stays, and `false` says so. */
export async function consent({ page, pace }: Stage): Promise<boolean> {
  for (const [, button] of consentButtons) {
    const found = page.locator(button);
    if (!(await visible(found))) continue;
    await pace.pause();
    if (await click(found)) return true;
  }
  return !(await visible(page.locator(consentBanner)));
}
