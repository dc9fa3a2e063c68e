import type { CalendarSettings } from "../../../domain/contracts/pci-calendar.ts";
import type { PciSettings } from "../schema/pci.ts";

/** The approved scanning vendor, as a known party of the firewall. */
export const asvScanners = ({ asv: settings }: PciSettings) =>
  settings
    ? [
        {
          name: settings.vendor,
          addresses: settings.ranges,
          reason: "Scans by the approved scanning vendor (PCI DSS 11.3.2)",
          until: settings.until,
          setting: "pci.asv",
        },
      ]
    : [];

/** Scans that came late, as `path: reason` lines for the report. */
export const lateScans = ({ asv: settings }: PciSettings): string[] =>
  (settings?.scans ?? []).flatMap(({ date: day, lateBecause }) => (lateBecause ? [`pci.asv.scans: ${day} came late: ${lateBecause}`] : []));

/** Configuration of the function that counts the days; undefined where no scans are configured. */
export const calendarOf = (stack: string, { asv: settings }: PciSettings): CalendarSettings | undefined =>
  settings && {
    stack,
    since: settings.since,
    scans: settings.scans.map(({ date: day, result }) => ({ date: day, result })),
  };
