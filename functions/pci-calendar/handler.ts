import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { look } from "./look.ts";
import type { CalendarSettings } from "./request.ts";

/** Takes the event of a schedule. */
export async function handler(): Promise<void> {
  look(settingsIn<CalendarSettings>("PCI_CALENDAR"), printLine, new Date());
}
