import { type PatchWindow, weekdays } from "../../../domain/calendars/windows.ts";
import { patchParameters } from "../../../domain/defaults/patching.ts";
import { type Environment, profiles } from "../profiles.ts";
import type { PatchingInput } from "../schema/patching.ts";

/** The section with everything decided. */
export type PatchingSettings = ReturnType<typeof resolvePatching>;

/** Fills in what store and environment decide. */
export function resolvePatching(written: PatchingInput, store: string, environment: Environment) {
  const soak = written.soak ?? profiles[environment].soakDays;
  const ownStaging = environment === "prod" && soak > 0 ? patchParameters.state(`${store}-staging`) : undefined;
  return { ...written, soak, stagingParameter: written.stagingParameter ?? ownStaging };
}

/** The weekly window of the settings. */
export function patchWindow({ window, timezone, duration }: Pick<PatchingInput, "window" | "timezone" | "duration">): PatchWindow {
  const [day, start = ""] = window.split(" ");
  const weekday = weekdays.find((name) => name === day) ?? "sun";
  return { weekday, start, hours: duration, timezone };
}
