import { describe, expect, test } from "@jest/globals";
import ICAL from "ical.js";
import { type CalendarEvent, type CalendarSource, reportCalendar } from "../../../cli/report/calendar.ts";
import { icsOf } from "../../../cli/report/ics.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { settingsOf } from "../../stacks/graphs.ts";

const now = new Date("2026-10-14T12:00:00Z");

function storeWith(change: Readonly<Record<string, unknown>> = {}) {
  const { settings, faults } = parseSettings("demo-prod", { ...settingsOf("demo-prod"), ...change });
  if (settings?.kind !== "store") throw new Error(`demo-prod: ${JSON.stringify(faults)}`);
  return settings;
}

const nothing: CalendarSource = { windows: [], freezes: [], endings: [], ends: [], now };

const reading = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));

describe("the calendar of twelve weeks", () => {
  test("begins with the Monday of the week and ends with a Sunday; what is outside is left out", () => {
    const freeze = (from: string, to: string) => ({ from, to, reason: "Sale" });
    const calendar = reportCalendar({
      ...nothing,
      freezes: [
        freeze("2026-10-01", "2026-10-11"),
        freeze("2026-10-05", "2026-10-12"),
        freeze("2027-01-03", "2027-01-09"),
        freeze("2027-01-04", "2027-01-09"),
      ],
    });
    expect([calendar.from, calendar.today, calendar.to]).toEqual(["2026-10-12", "2026-10-14", "2027-01-03"]);
    expect(calendar.events.map(({ from }) => from)).toEqual(["2026-10-05", "2027-01-03"]);
  });

  test("has restore tests each week, or on the month's first such day", () => {
    const daysOf = (every: "week" | "month") =>
      reportCalendar({ ...nothing, store: storeWith({ backup: { restoreTest: { every, day: "wed" } } }) })
        .events.filter(({ kind }) => kind === "restore test")
        .map(({ from }) => from);
    // This week's is over.
    expect(daysOf("week")).toEqual(expect.arrayContaining(["2026-10-21", "2026-12-30"]));
    expect(daysOf("week").length).toBe(11);
    expect(daysOf("month")).toEqual(["2026-11-04", "2026-12-02"]);
  });

  test("keeps local time when clocks change, and says so in UTC", () => {
    const store = storeWith({
      backup: { start: "12:00", timeZone: "Europe/Berlin", restoreTest: { every: "week", day: "tue", start: "09:00" } },
    });
    const tests = reportCalendar({ ...nothing, store }).events.filter(({ kind }) => kind === "restore test");
    // In Berlin clocks go back on 25 October 2026.
    expect(tests.slice(0, 2).map(({ at }) => at?.start)).toEqual(["2026-10-20T07:00:00.000Z", "2026-10-27T08:00:00.000Z"]);
  });
});

describe("the file for calendars", () => {
  const detail = "Äpfel; Birnen, 日本語 and a backslash \\ ".repeat(6);
  const events: CalendarEvent[] = [
    { kind: "freeze", id: "freeze-2026-12-14", title: "Freeze: Christmas", detail, from: "2026-12-14", to: "2026-12-28" },
    {
      kind: "patch window",
      id: "window-2026-12-03",
      title: "Patch\nwindow",
      detail: "at night",
      from: "2026-12-03",
      to: "2026-12-03",
      at: { start: "2026-12-03T03:00:00.000Z", end: "2026-12-03T06:00:00.000Z" },
    },
  ];
  const text = icsOf({ timezone: "Europe/Berlin", from: "", to: "", today: "", events }, "demo-prod", now);

  test("ends each line with CR and LF, after 75 octets at most, and cuts no character", () => {
    const lines = text.split("\r\n");
    expect(lines.pop()).toBe("");
    expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text).not.toContain("�");
  });

  test("is read as it was meant by another program", () => {
    const [freeze, window] = reading(text);
    expect([freeze?.summary, freeze?.description, freeze?.startDate.toString(), freeze?.endDate.toString()]).toEqual([
      "demo-prod: Freeze: Christmas",
      detail,
      "2026-12-14",
      // The day after the last one.
      "2026-12-29",
    ]);
    expect([window?.summary, window?.startDate.toJSDate().toISOString(), window?.endDate.toJSDate().toISOString()]).toEqual([
      "demo-prod: Patch\nwindow",
      "2026-12-03T03:00:00.000Z",
      "2026-12-03T06:00:00.000Z",
    ]);
    expect(window?.component.getFirstPropertyValue("dtstamp")?.toString()).toBe("2026-10-14T12:00:00Z");
  });

  test("keeps an event's UID, so that a later file renews it", () => {
    const later = icsOf({ timezone: "UTC", from: "", to: "", today: "", events }, "demo-prod", new Date("2026-11-01T00:00:00Z"));
    expect(reading(later).map(({ uid }) => uid)).toEqual([
      "freeze-2026-12-14@demo-prod.xcart-hosting",
      "window-2026-12-03@demo-prod.xcart-hosting",
    ]);
  });
});
