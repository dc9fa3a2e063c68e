import { type PatchWindow, weekdays } from "../../../domain/calendars/windows.ts";
import { patchParameters } from "../../../domain/defaults/patching.ts";
import type { PatchingInput } from "../schema/patching.ts";

/** The section with everything decided. */
export type PatchingSettings = ReturnType<typeof resolvePatching>;

/** Days that production lets staging go first. */
const SOAK_DAYS = 3;

/** Fills in what store and environment decide. */
export function resolvePatching(written: PatchingInput, store: string, environment: string) {
  const soak = written.soak ?? (environment === "prod" ? SOAK_DAYS : 0);
  const ownStaging = environment === "prod" && soak > 0 ? patchParameters.state(`${store}-staging`) : undefined;
  return { ...written, soak, stagingParameter: written.stagingParameter ?? ownStaging };
}

/** The weekly window of the settings. */
export function patchWindow({ window, timezone, duration }: Pick<PatchingInput, "window" | "timezone" | "duration">): PatchWindow {
  const [day, start = ""] = window.split(" ");
  const weekday = weekdays.find((name) => name === day) ?? "sun";
  return { weekday, start, hours: duration, timezone };
}
