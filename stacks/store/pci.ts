import { Alarms } from "../../components/alarms/alarms.ts";
import { pciAlarms } from "../../components/alarms/pci-plan.ts";
import { PciCalendar } from "../../components/pci-calendar/pci-calendar.ts";
import { calendarOf } from "../settings/resolve/pci.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** Deploys the calendar of external scans, where the settings name a vendor. */
export function deployPciCalendar({ stack, pci }: StoreSettings, { logs, topicArn, opts }: Foundation): void {
  const calendar = calendarOf(stack, pci);
  if (!calendar) return;
  const counted = new PciCalendar("pci-calendar", { topicArn, calendar, ...logs }, opts);
  new Alarms("pci-alarms", { plan: pciAlarms(stack, counted.function.functionName), topicArn }, opts);
}
