import type { SettingsSay } from "../../policies/model/settings.ts";
import { intended } from "../../stacks/settings/intended.ts";
import { trusted } from "../../stacks/settings/trusted.ts";
import { parseSettings } from "../../stacks/settings.ts";

/** Exceptions and trusted parties by a stack's settings alone; undefined where they have a fault: no program of this version takes them. */
export function settingsSay(stack: string, raw: unknown, today: string): SettingsSay | undefined {
  const { settings } = parseSettings(stack, raw, today);
  return (
    settings && {
      ...(settings.kind === "store" && { intended: intended(settings) }),
      trusted: trusted(settings),
      namesAccount: settings.accountId !== undefined,
    }
  );
}
