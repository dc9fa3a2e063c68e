import type { BackupRule, Weekday } from "../../domain/defaults/backup.ts";

/** When backups begin, and when one is given up. */
export interface BackupSchedule {
  /** Time of day, `hh:mm`, in `timeZone`. */
  readonly start: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly completeWithinHours: number;
}

/** Days that backups are kept; 0: none are made. */
export interface BackupKeep {
  /** Days that database and buckets can be restored to any second of, 35 at most. */
  readonly continuousDays: number;
  readonly dailyDays: number;
  readonly weeklyDays: number;
  readonly monthlyDays: number;
  /** Days after which monthly backups move to cold storage, those of EFS only; 0: never. */
  readonly coldAfterDays: number;
}

/** One rule of a plan. */
export interface PlannedRule {
  readonly name: BackupRule;
  /** AWS's form, `cron(…)`. */
  readonly schedule: string;
  readonly deleteAfter: number;
  /** Days after which it moves to cold storage. @default - never */
  readonly coldStorageAfter?: number;
}

/** A cron expression of AWS from a time of day and the rest: day of month, month, day of week, year. */
const cron = (start: string, rest: string) => `cron(${Number(start.slice(3))} ${Number(start.slice(0, 2))} ${rest})`;

/**
 * The rules of snapshots. Where several fall on one day AWS Backup makes one backup, by the rule that keeps longest
 * (docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html).
 */
export function snapshotRules({ start }: BackupSchedule, keep: BackupKeep): PlannedRule[] {
  const { dailyDays, weeklyDays, monthlyDays, coldAfterDays } = keep;
  const rules: PlannedRule[] = [
    { name: "daily", schedule: cron(start, "? * * *"), deleteAfter: dailyDays },
    { name: "weekly", schedule: cron(start, "? * SUN *"), deleteAfter: weeklyDays },
    {
      name: "monthly",
      schedule: cron(start, "1 * ? *"),
      deleteAfter: monthlyDays,
      ...(coldAfterDays > 0 && { coldStorageAfter: coldAfterDays }),
    },
  ];
  return rules.filter(({ deleteAfter }) => deleteAfter > 0);
}

/** The rule of continuous backups; what its schedule does each day is bookkeeping. */
export const continuousRule = ({ start }: BackupSchedule, { continuousDays }: BackupKeep): PlannedRule => ({
  name: "continuous",
  schedule: cron(start, "? * * *"),
  deleteAfter: continuousDays,
});

/** When a restore test begins. */
export interface TestSchedule {
  readonly every: "week" | "month";
  readonly day: Weekday;
  /** Time of day, `hh:mm`. */
  readonly start: string;
}

/** The cron expression of restore tests: a weekday, or the month's first one. */
export const testSchedule = ({ every, day, start }: TestSchedule): string =>
  cron(start, `? * ${day.toUpperCase()}${every === "month" ? "#1" : ""} *`);

/** Days without a successful test after which an alarm fires: the maximum from one test to the next, and two to try again. */
export const testOverdueDays = (every: TestSchedule["every"]): number => (every === "week" ? 7 : 35) + 2;
