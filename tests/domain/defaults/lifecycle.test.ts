import { expect, test } from "@jest/globals";
import { valkey } from "../../../domain/defaults/cache.ts";
import { mysqlVersion } from "../../../domain/defaults/database.ts";
import { secureFunction } from "../../../domain/defaults/functions.ts";
import {
  daysToEndOfLife,
  daysUntil,
  endingOf,
  type LifecycleKind,
  lifecycles,
  lookedUp,
  ownEndings,
  phpOf,
  phpVersions,
  xcartPhp,
} from "../../../domain/defaults/lifecycle.ts";
import { patchedSystem } from "../../../domain/defaults/patching.ts";

const kinds = Object.entries(lifecycles);

test("every end is a day, every source an address", () => {
  const days = kinds.flatMap(([, { ends }]) => Object.values<string>(ends));
  expect(days.filter((day) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)).toEqual([]);
  expect(kinds.filter(([, { source }]) => !source.startsWith("https://"))).toEqual([]);
});

test("what the program is made of has an end each: a version that is set without a date is found here", () => {
  const used: readonly [LifecycleKind, string][] = [
    ["runtime", secureFunction.runtime],
    ["mysql", mysqlVersion],
    ["system", patchedSystem],
    ["valkey", valkey.engineVersion],
  ];
  expect(used.filter(([kind, version]) => endingOf(kind, version) === undefined)).toEqual([]);
  expect(ownEndings).toHaveLength(used.length + 1); // and the certificate authority
});

test("what the program is made of had not ended when the dates were looked up", () => {
  expect(ownEndings.filter(({ ends }) => ends <= lookedUp)).toEqual([]);
});

test("the PHP of each line gets fixes for longer than what it may be instead, and is one that settings can name", () => {
  for (const versions of Object.values(xcartPhp)) {
    const ends = versions.map((version) => endingOf("php", version)?.ends ?? "");
    expect(ends).toEqual([...ends].sort().reverse());
    expect(phpVersions).toEqual(expect.arrayContaining([...versions]));
  }
  expect(phpOf({ line: "5.5" })).toBe("8.3");
  expect(phpOf({ line: "5.5", php: "8.2" })).toBe("8.2");
});

test("days are whole ones, by the day in UTC", () => {
  const ending = { ends: "2026-11-30" };
  const days = ["2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z", "2026-11-30T12:00:00Z", "2026-12-01T00:00:00Z"];
  expect(days.map((day) => daysUntil(ending, new Date(day)))).toEqual([8, 8, 0, -1]);
});

test("the days to the end of life are those of the first to end, and go below zero", () => {
  const first = ownEndings[0]?.ends ?? "";
  const before = new Date(Date.parse(first) - 10 * 86_400_000);
  expect(daysToEndOfLife(before)).toBe(10);
  expect(daysToEndOfLife(new Date("2130-01-01"))).toBeLessThan(0);
  expect(ownEndings.map(({ ends }) => ends)).toEqual(ownEndings.map(({ ends }) => ends).sort());
});

test.each(["toString", "9.9", ""])("no one has published when MySQL %p ends", (version) => {
  expect(endingOf("mysql", version)).toBeUndefined();
});
