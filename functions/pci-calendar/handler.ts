import type { CalendarSettings } from "../../domain/contracts/pci-calendar.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { look } from "./look.ts";

/** Takes the event of a schedule. */
export async function handler(): Promise<void> {
  look(settingsIn<CalendarSettings>("PCI_CALENDAR"), printLine, new Date());
}
