import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { parseSettings, settingsOfText } from "../../stacks/settings.ts";
import { UserError } from "./faults.ts";
import { type Project, readStackConfig } from "./project.ts";
import { wrongSettings } from "./wrong-settings.ts";

/**
 * A store's settings by its stack's name. What is wrong with them is a UserError; an account's stack is one that says `noAccount`.
 * `mend` takes out what a command helps to correct.
 */
export function readStoreSettings(
  project: Project,
  stack: string,
  noAccount: string,
  mend: (raw: unknown) => unknown = (raw) => raw,
): StoreSettings {
  const text = readStackConfig(project, stack).config[`${project.name}:settings`];
  const { settings, faults } = parseSettings(stack, mend(settingsOfText(text)));
  if (faults) throw wrongSettings(project, stack, faults);
  if (settings.kind !== "store") throw new UserError(noAccount);
  return settings;
}
