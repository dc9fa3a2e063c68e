import type { CalendarSettings } from "../../domain/contracts/pci-calendar.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { printCalendar } from "./metrics.ts";

/** Takes the event of a schedule. */
export async function handler(): Promise<void> {
  printCalendar(settingsIn<CalendarSettings>("PCI_CALENDAR"), printLine, new Date());
}
