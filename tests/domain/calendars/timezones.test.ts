import { expect, test } from "@jest/globals";
import { canonicalTimezone, isTimezone } from "../../../domain/calendars/timezones.ts";

test("a time zone is UTC, or a place of the IANA database in its own letters", () => {
  const named = ["UTC", "Etc/UTC", "Europe/Berlin", "America/New_York", "America/Port-au-Prince", "Africa/Dar_es_Salaam", "Asia/Kolkata"];
  expect([...named, "America/North_Dakota/New_Salem", "Antarctica/DumontDUrville"].filter((name) => !isTimezone(name))).toEqual([]);
});

test("every zone of an area that this machine knows is one", () => {
  const known = Intl.supportedValuesOf("timeZone").filter((name) => name.includes("/") && !name.startsWith("Etc/"));
  expect(known.length).toBeGreaterThan(400);
  expect(known.filter((name) => !isTimezone(name))).toEqual([]);
});

test("an offset is none, nor a name of one, nor one in other letters, nor a former one", () => {
  const offsets = [
    "+02:00",
    "-05:00",
    "+0200",
    "UTC+1",
    "UTC-5",
    "GMT+1",
    "Etc/GMT+2",
    "Etc/GMT-14",
    "EST",
    "MST",
    "HST",
    "EST5EDT",
    "CET",
    "MET",
  ];
  const others = [
    "GMT",
    "Zulu",
    "Z",
    "utc",
    "europe/berlin",
    "EUROPE/BERLIN",
    "US/Eastern",
    "Berlin",
    "Mars/Olympus",
    "",
    " UTC",
    "Europe/Berlin ",
  ];
  expect([...offsets, ...others].filter(isTimezone)).toEqual([]);
});

test("what a name in other letters or a former one means is known", () => {
  expect(["europe/berlin", "US/Eastern", "Zulu", "+02:00", "Etc/GMT+2", "Mars/Olympus"].map(canonicalTimezone)).toEqual([
    "Europe/Berlin",
    "America/New_York",
    "UTC",
    undefined,
    undefined,
    undefined,
  ]);
});
