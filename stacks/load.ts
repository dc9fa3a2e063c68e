import * as pulumi from "@pulumi/pulumi";
import { dayOf } from "../domain/calendars/days.ts";
import { kept } from "../domain/kept.ts";
import { placedIn, stackFolder } from "./folder.ts";
import type { Folder } from "./settings/across/folder.ts";
import { acrossFaults } from "./settings/across.ts";
import { endedIn } from "./settings/exceptions.ts";
import type { PlacedFault } from "./settings/places.ts";
import { parseSettings, type Settings, settingsOfText } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

/**
 * Reads the running stack's settings; throws one SettingsError, without a stack trace, that names every fault and its place, also of what the other stack
 * files in `folder` say. A stack whose own file is not there has its files elsewhere (`--config-file`), and is compared with none.
 * @default folder - compared with none
 */
export function loadSettings(folder?: string): Settings {
  const stack = pulumi.getStack();
  const raw = settingsOfText(new pulumi.Config().get("settings"));
  const parsed = parseSettings(stack, raw);
  const faults = [...(parsed.faults ?? []), ...(folder === undefined ? [] : besideFaults(stack, raw, folder))];
  if (!parsed.settings || faults.length > 0) throw new SettingsError(stack, placed(stack, faults, folder));
  // Offline there is no engine to warn through: `store check` and `store ends` say it.
  const ended = pulumi.runtime.hasEngine() ? endedIn(raw, dayOf(new Date())) : [];
  for (const line of ended) pulumi.log.warn(`${stack}: ${line}`);
  return parsed.settings;
}

/** Read once in a process: all stacks of a fleet are compared with the same files. */
const folders = new Map<string, Folder>();

function besideFaults(stack: string, raw: unknown, path: string): string[] {
  const folder = kept(folders, path, () => stackFolder(path));
  return folder.stacks.includes(stack) ? acrossFaults(stack, raw, folder, new Date()) : [];
}

/** A stack whose file is elsewhere has no places that are known here. */
function placed(stack: string, faults: readonly string[], path: string | undefined): PlacedFault[] {
  const file = `Pulumi.${stack}.yaml`;
  return path === undefined ? faults.map((message) => ({ file, message })) : placedIn(path, stack, faults);
}
