import { expect, test } from "@jest/globals";
import { continuousRule, snapshotRules, testOverdueDays, testSchedule } from "../../../components/backup/plan.ts";
import { daysBetween } from "../../../policies/model/schedules.ts";

const schedule = { start: "05:07", timeZone: "UTC", completeWithinHours: 8 };
const keep = { continuousDays: 35, dailyDays: 36, weeklyDays: 90, monthlyDays: 400, coldAfterDays: 30 };

test("snapshots are made each day, kept longer on Sundays, and longest on the first of a month, which moves to cold storage", () => {
  expect(snapshotRules(schedule, keep)).toEqual([
    { name: "daily", schedule: "cron(7 5 ? * * *)", deleteAfter: 36 },
    { name: "weekly", schedule: "cron(7 5 ? * SUN *)", deleteAfter: 90 },
    { name: "monthly", schedule: "cron(7 5 1 * ? *)", deleteAfter: 400, coldStorageAfter: 30 },
  ]);
});

test("what is kept for no days is not made, and without cold storage nothing moves there", () => {
  const short = { ...keep, weeklyDays: 0, monthlyDays: 0, coldAfterDays: 0 };
  expect(snapshotRules(schedule, short).map(({ name }) => name)).toEqual(["daily"]);
  const monthly = snapshotRules(schedule, { ...keep, coldAfterDays: 0 }).find(({ name }) => name === "monthly");
  expect(monthly).toEqual({ name: "monthly", schedule: "cron(7 5 1 * ? *)", deleteAfter: 400 });
});

test("continuous backups have one rule, which never moves to cold storage", () => {
  expect(continuousRule(schedule, keep)).toEqual({ name: "continuous", schedule: "cron(7 5 ? * * *)", deleteAfter: 35 });
});

test.each([
  ["week", "tue", "00:05", "cron(5 0 ? * TUE *)", 7],
  ["month", "mon", "23:00", "cron(0 23 ? * MON#1 *)", 31],
] as const)("restores are tested each %s on %s at %s", (every, day, start, expected, days) => {
  const found = testSchedule({ every, day, start });
  expect([found, daysBetween(found)]).toEqual([expected, days]);
});

test("a test is late two days after the next one was due", () => {
  // From a month's first Tuesday to the next month's there are 35 days at most.
  expect([testOverdueDays("week"), testOverdueDays("month")]).toEqual([9, 37]);
});
