import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { choose, nothingBefore, type RecoveryPoint, type RestoreWindow } from "../../../cli/restore/choose.ts";
import { estimate, type RestoreJob } from "../../../cli/restore/estimate.ts";

const time = (iso: string) => DateTime.fromISO(iso, { zone: "utc" });
const point = (created: DateTime): RecoveryPoint => ({ arn: `point-${created.toMillis()}`, resourceArn: "", created, bytes: 1 });
const window = (from: DateTime, to: DateTime, identifier = "db"): RestoreWindow => ({
  status: "active",
  identifier,
  resourceId: "db-1",
  from,
  to,
  bytes: 2,
});

test("of points and windows the one that loses least is taken, and never one after the time", () => {
  const moments = fc.integer({ min: 0, max: 1000 }).map((minutes) => time("2026-11-01T00:00Z").plus({ minutes }));
  const windows = fc.tuple(moments, moments).map(([a, b]) => (a < b ? window(a, b) : window(b, a)));
  fc.assert(
    fc.property(moments, fc.array(moments.map(point)), fc.array(windows), (at, points, ranges) => {
      const chosen = choose(at, points, ranges);
      const possible = [
        ...points.map(({ created }) => created),
        ...ranges.filter(({ from }) => from <= at).map(({ to }) => DateTime.min(to, at)),
      ];
      const best = possible.filter((moment) => moment <= at).map((moment) => moment.toMillis());
      expect(chosen?.moment.toMillis()).toEqual(best.length === 0 ? undefined : Math.max(...best));
    }),
  );
});

test("to the second comes before a recovery point of the same moment", () => {
  const at = time("2026-11-20T03:12Z");
  expect(choose(at, [point(at)], [window(at.minus({ days: 1 }), at)])?.kind).toEqual("moment");
});

test("five minutes that RDS is behind are said, not hidden", () => {
  const at = time("2026-11-20T03:12Z");
  expect(choose(at, [], [window(at.minus({ days: 1 }), at.minus({ minutes: 5 }))])?.moment).toEqual(at.minus({ minutes: 5 }));
});

test("where there is nothing, the oldest that there is is named", () => {
  const at = time("2026-11-20T03:12Z");
  const later = at.plus({ days: 1 });
  expect(choose(at, [point(later)], [])).toBeUndefined();
  expect(nothingBefore("files", at, [point(later.plus({ hours: 1 })), point(later)])).toEqual(
    "files: got no recovery point at or before 2026-11-20T03:12:00Z, expected a time from 2026-11-21T03:12:00Z on, the oldest one",
  );
});

const job = (minutes: number, day: number, more: Partial<RestoreJob> = {}): RestoreJob => {
  const created = time("2026-11-01T00:00Z").plus({ days: day });
  return {
    id: `${day}`,
    type: "RDS",
    status: "COMPLETED",
    pointArn: "",
    created,
    completed: created.plus({ minutes }),
    drill: true,
    ...more,
  };
};

test("restores that have been made tell how long one takes: the slowest of the last five", () => {
  const jobs = [
    job(90, 0),
    ...[21, 35, 22, 20, 19].map((minutes, i) => job(minutes, i + 1)),
    job(500, 9, { status: "FAILED" }),
    job(400, 9, { type: "EFS" }),
  ];
  expect(estimate("database", 100 * 2 ** 30, jobs)).toEqual({ minutes: 35, because: "the slowest of the last 5 restores" });
});

test("without any it is a guess, and called one", () => {
  expect(estimate("files", 60 * 2 ** 30, [job(10, 1)])).toEqual({
    minutes: 75,
    because: "a guess from 60 GiB: nothing has been restored yet",
  });
  expect(estimate("files", undefined, []).because).toEqual("a guess without its size, which adds to it");
});
