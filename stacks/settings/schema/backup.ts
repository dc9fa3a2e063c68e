import { z } from "zod";
import { alarmHours, maxContinuousDays, maxRetentionDays, weekdays } from "../../../domain/defaults/backup.ts";
import { regionNames } from "../../../domain/defaults/regions.ts";
import { byEnvironment } from "../profiles.ts";
import { clockTime, timezone, wholeNumber } from "./fields.ts";
import { minLockedDays, vaultLock } from "./vault-lock.ts";

/** The minimum that AWS's control asks of daily backups, and the policy aws-backup-plan-configure-frequency-and-retention with it. */
const minDailyDays = 35;

const keep = z
  .strictObject({
    continuousDays: wholeNumber(minLockedDays, maxContinuousDays, "days")
      .optional()
      .describe(
        `Database and buckets can be restored to any second of these days. Default: ${byEnvironment(({ backup: of }) => of.continuousDays)}.`,
      ),
    dailyDays: wholeNumber(minDailyDays, maxRetentionDays, "days").default(minDailyDays).describe("Daily backups."),
    weeklyDays: wholeNumber(0, maxRetentionDays, "days")
      .optional()
      .describe(`Backups of each Sunday; 0: none. Default: ${byEnvironment(({ backup: of }) => of.weeklyDays)}.`),
    monthlyDays: wholeNumber(0, maxRetentionDays, "days")
      .optional()
      .describe(`Backups of the first day of each month; 0: none. Default: ${byEnvironment(({ backup: of }) => of.monthlyDays)}.`),
    coldAfterDays: wholeNumber(0, maxRetentionDays, "days")
      .optional()
      .describe(
        `Days after which monthly backups move to cold storage, those of EFS only; 0: never. Default: ${byEnvironment(({ backup: of }) => of.coldAfterDays)}.`,
      ),
  })
  .prefault({})
  .describe("How long backups are kept.");

const storeName = "the store's name, which is the stack's without its environment";

const lock = z
  .strictObject({
    ...vaultLock(storeName),
    maximumDays: wholeNumber(minDailyDays, maxRetentionDays, "days")
      .optional()
      .describe("Backups that expire later are refused. Default: the maximum of `keep`."),
  })
  .prefault({})
  .describe("The vaults' locks, which keep backups until they expire.");

const zoneExpected = "an IANA time zone such as UTC or Europe/Berlin";

const vaultExpected = "a vault's ARN such as arn:aws:backup:eu-central-1:210987654321:backup-vault:shop";

const teamExpected = "an approval team's ARN such as arn:aws:mpa:us-east-1:210987654321:approval-team/restore-0123456789abcdef";

const airGapped = z
  .strictObject({
    complianceLock: z
      .string({ error: storeName })
      .max(50, storeName)
      .describe(
        `Required: repeat ${storeName}. From its first backup on the vault cannot be deleted until the last one has expired, not even by AWS.`,
      ),
    minimumDays: wholeNumber(minLockedDays, maxRetentionDays, "days")
      .default(minLockedDays)
      .describe("Backups that expire earlier are refused. Can never be changed."),
    maximumDays: wholeNumber(minDailyDays, maxRetentionDays, "days").describe(
      "Backups that expire later are refused. Can never be changed: leave room for what `keep` may become, and no more, since no one can delete a backup in this vault.",
    ),
    approvalTeamArn: z
      .string({ error: teamExpected })
      // Teams are there in one Region only (docs.aws.amazon.com/aws-backup/latest/devguide/multipartyapproval.html).
      .regex(/^arn:aws:mpa:us-east-1:\d{12}:approval-team\/[\w.-]+$/, teamExpected)
      .optional()
      .describe(
        "The approval team, from a recovery organization, of which at least two members together open the vault to another account. The break-glass role associates it with the vault by hand; an alarm fires until it has. Default: none, and the vault is lost with this account.",
      ),
  })
  .optional()
  .describe(
    "A logically air-gapped vault that each backup of files and releases is copied to as well: AWS keeps it in an account of its own, under a key of its own. AWS takes no RDS database there: `copyVaultArn` is for that. Costs the storage of one more copy. Default: none.",
  );

/** The section `backup` of a store's settings. */
export const backup = z
  .strictObject({
    start: clockTime
      .optional()
      .describe(
        "Time of day at which backups begin, within an hour. Default: when `patching.window` closes, an hour later where clocks change.",
      ),
    timeZone: timezone(zoneExpected).optional().describe("The time zone of `start` and `restoreTest.start`. Default: `patching.timezone`."),
    completeWithinHours: wholeNumber(2, 23, "hours").default(8).describe("Hours after which a backup is cancelled."),
    keep,
    lock,
    copyRegion: z
      .enum(regionNames, { error: `an AWS Region: ${regionNames.join(", ")}` })
      .optional()
      .describe("The second Region that each backup is copied to. Default: a near one under the same law where there is one."),
    copyVaultArn: z
      .string({ error: vaultExpected })
      .regex(/^arn:aws:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50}$/, vaultExpected)
      .optional()
      .describe(
        "A vault of another account that each backup is copied to as well: its account stack's output `copyVaultArns`, where `backupCopies` makes it.",
      ),
    airGapped,
    breakGlassRole: z
      .string({ error: "the name of an IAM role such as break-glass" })
      .regex(/^[\w+=,.@-]{1,64}$/, "the name of an IAM role such as break-glass")
      .default("break-glass")
      .describe("The one role, of the store's account, that may delete backups or change a vault's policy. It need not exist yet."),
    restoreTest: z
      .strictObject({
        every: z
          .enum(["week", "month"], { error: "week or month" })
          .optional()
          .describe(`Default: ${byEnvironment(({ backup: of }) => of.restoreTestEvery)}.`),
        day: z
          .enum(weekdays, { error: "mon, tue, wed, thu, fri, sat or sun" })
          .default("tue")
          .describe("The weekday; the month's first one."),
        start: clockTime.default("09:00").describe("Time of day at which the test begins, within an hour."),
        maximumRestoreMinutes: wholeNumber(15, 1440, "minutes").default(240).describe("A restore that takes longer fires an alarm."),
        maximumDataLossHours: wholeNumber(alarmHours.backup, 168, "hours")
          .default(alarmHours.backup)
          .describe(`Maximum age of a restored backup; daily backups are at most ${alarmHours.backup} hours old.`),
        maximumOrderAgeHours: wholeNumber(1, 8760, "hours")
          .optional()
          .describe("Maximum age of the newest order when the backup was made. Default: not checked."),
      })
      .prefault({})
      .describe("Restore tests: backups are restored on a schedule, checked, and deleted again."),
  })
  .prefault({})
  .describe("Backups of database, files and buckets.");
