import { z } from "zod";
import { daysBetween } from "../../domain/calendars/scans.ts";
import type { CalendarSettings } from "../../domain/contracts/pci-calendar.ts";
import { scanEveryDays } from "../../domain/defaults/pci.ts";
import { fault } from "./faults.ts";
import { date, readableText, reason } from "./fields.ts";
import { addressBlocks } from "./firewall-fields.ts";

const results = ["pass", "fail", "pending"] as const;

const scan = z.strictObject({
  date: date.describe("The day of the scan, done or planned."),
  result: z.enum(results, { error: results.join(", ") }).describe("pass or fail as the vendor attests it; pending until then."),
  report: readableText("where the report is")
    .min(3, "where the report is")
    .max(300, "at most 300 characters")
    .optional()
    .describe("Where the vendor's report lies, for the assessor."),
  lateBecause: reason.optional().describe(`Why it is more than ${scanEveryDays} days after the one before.`),
});

const asv = z.strictObject({
  vendor: readableText("a name")
    .min(2, "a name")
    .max(60, "a name of at most 60 characters")
    .describe("The approved scanning vendor, as the PCI SSC lists it."),
  ranges: addressBlocks({ ipv4: 20, ipv6: 48 })
    .refine((list) => list.length > 0, "at least one address block")
    .describe("Where it scans from, /20 and /48 at most: the firewall does not slow these."),
  since: date.describe("First day on which scans are asked for; the first has to pass within 90 days of it."),
  until: date.describe("Last day on which the firewall knows the ranges: the contract's end."),
  scans: z
    .array(scan, { error: "a list of objects of date, result, report, lateBecause" })
    // They reach the function in its environment, which has 4 KB.
    .max(60, "at most 60 scans: those of years ago are in git")
    .default([])
    .describe(`The scans, done and planned, at most ${scanEveryDays} days from one that has not failed to the next.`),
});

/** `pci` of a store. */
export const pci = z
  .strictObject({
    asv: asv.optional().describe("Scans from outside by an approved scanning vendor (PCI DSS 11.3.2). Default: none is known here."),
  })
  .prefault({})
  .describe("The calendar of PCI DSS; `store pci` shows it.");

/** The outcome of {@link pci}. */
export type PciSettings = z.output<typeof pci>;

/** What is wrong with the calendar on the day `today`, `YYYY-MM-DD`. What is only late is an alarm: an update must not wait for it. */
export function pciFaults({ pci: { asv: settings } }: { readonly pci: PciSettings }, today: string): string[] {
  if (!settings) return [];
  const { scans, since, until } = settings;
  const ended = until < today ? [fault("pci.asv.until", until, `${today} or later: renew the contract, or take pci.asv out`)] : [];
  const backwards = until < since ? [fault("pci.asv.until", until, `a day on or after since, ${since}`)] : [];
  const single = scans.flatMap(({ date: day, result }, i) => [
    ...(scans.findIndex((other) => other.date === day) < i
      ? [fault(`pci.asv.scans[${i}].date`, day, "a day that is not there already")]
      : []),
    ...(result !== "pending" && day > today
      ? [fault(`pci.asv.scans[${i}].result`, result, "pending, since its day is still to come")]
      : []),
  ]);
  return [...(backwards.length > 0 ? backwards : ended), ...single, ...gapFaults(settings)];
}

/** PCI DSS 11.3.2: no more than three months from one scan to the next. One that failed is repeated, and does not count. */
function gapFaults({ scans, since }: NonNullable<PciSettings["asv"]>): string[] {
  const counted = scans.map((one, i) => ({ ...one, i })).filter(({ result }) => result !== "fail");
  const inOrder = counted.sort((a, b) => (a.date < b.date ? -1 : 1));
  return inOrder.flatMap(({ date: day, i, lateBecause }, at) => {
    const before = inOrder[at - 1]?.date ?? since;
    const gap = daysBetween(before, day);
    const path = `pci.asv.scans[${i}]`;
    if (gap > scanEveryDays && lateBecause === undefined)
      return [
        fault(`${path}.date`, `${day}, ${gap} days after ${before}`, `at most ${scanEveryDays} days (PCI DSS 11.3.2), or lateBecause`),
      ];
    return gap <= scanEveryDays && lateBecause !== undefined
      ? [fault(`${path}.lateBecause`, lateBecause, `nothing: it is ${gap} days after ${before}`)]
      : [];
  });
}

/** The vendor, as somebody whose addresses the firewall knows. */
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

/** What the function that counts the days is told; undefined where no scans are known. */
export const calendarOf = (stack: string, { asv: settings }: PciSettings): CalendarSettings | undefined =>
  settings && {
    stack,
    since: settings.since,
    scans: settings.scans.map(({ date: day, result }) => ({ date: day, result })),
  };
