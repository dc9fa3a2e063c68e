import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { isoText, parseTime } from "../../../cli/restore/time.ts";

const now = DateTime.fromISO("2026-11-22T12:00:00Z");
const parsed = (text: string, zone = "UTC") => {
  const { at, fault } = parseTime(text, zone, now);
  return at ? isoText(at) : fault;
};

test.each([
  ["2026-11-20T03:12:00Z", "Europe/Berlin", "2026-11-20T03:12:00Z"],
  ["2026-11-20T03:12+01:00", "UTC", "2026-11-20T02:12:00Z"],
  ["2026-11-20t03:12:30-0500", "UTC", "2026-11-20T08:12:30Z"],
  ["2026-11-20 03:12", "Europe/Berlin", "2026-11-20T02:12:00Z"],
  ["2026-07-20 03:12", "Europe/Berlin", "2026-07-20T01:12:00Z"],
  ["2026-11-20T03:12", "UTC", "2026-11-20T03:12:00Z"],
])("%s on clocks in %s is %s", (text, zone, expected) => expect(parsed(text, zone)).toEqual(expected));

test.each(["yesterday", "", "2026-11-20", "2026-13-01T00:00Z", "2026-02-30T00:00", "03:12", "1795144320"])("%j is no time", (text) => {
  const form = "a time such as 2026-11-20T03:12:00Z, 2026-11-20T03:12+01:00, or local 2026-11-20T03:12 with --timezone";
  expect(parsed(text)).toEqual(`--at: got ${JSON.stringify(text)}, expected ${form}`);
});

test("the future is refused, also by a minute, and by the zone", () => {
  const sentence = (text: string) => `--at: got "${text}", expected a time in the past; now it is 2026-11-22T12:00:00Z`;
  expect(parsed("2026-11-22T12:01Z")).toEqual(sentence("2026-11-22T12:01Z"));
  expect(parsed("2026-11-22T12:30", "Europe/Berlin")).toEqual("2026-11-22T11:30:00Z");
  expect(parsed("2026-11-22T12:30", "America/New_York")).toEqual(sentence("2026-11-22T12:30"));
});

test("a local time that comes twice is refused with both", () => {
  expect(parsed("2026-10-25T02:30", "Europe/Berlin")).toEqual(
    '--at: got "2026-10-25T02:30", expected a time that is unique in Europe/Berlin: clocks go back and show it twice; say 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00',
  );
  expect(parsed("2026-10-25T02:30+02:00", "Europe/Berlin")).toEqual("2026-10-25T00:30:00Z");
});

test("a local time that never comes is refused", () => {
  expect(parsed("2026-03-29T02:30", "Europe/Berlin")).toEqual(
    '--at: got "2026-03-29T02:30", expected a time that exists in Europe/Berlin: clocks go forward over it, to 03:30 +02:00',
  );
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Pacific/Chatham"];
const moments = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: now.toSeconds() }).map((seconds) => DateTime.fromSeconds(seconds));

test("any moment comes back as itself, with its offset or as its zone's clocks show it, unless they show it twice", () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (moment, zone) => {
      const there = moment.setZone(zone);
      expect(parsed(there.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"), "UTC")).toEqual(isoText(moment));
      const local = parsed(there.toFormat("yyyy-MM-dd HH:mm:ss"), zone);
      if (local !== isoText(moment)) expect(local).toContain(there.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ").replace("+00:00", "Z"));
    }),
  );
});
