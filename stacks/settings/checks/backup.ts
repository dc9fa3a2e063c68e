import { irregularDay, localSpans } from "../../../domain/calendars/clock-changes.ts";
import { daySpans, overlap, type WeekSpan } from "../../../domain/calendars/spans.ts";
import { minDaysCold, startMinutes } from "../../../domain/defaults/backup.ts";
import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";
import { patchSpan, windowText } from "./patching.ts";
import { complianceFaults } from "./vault-lock.ts";

/** Faults of the retention of backups: beyond the lock's bounds, in an order that makes no sense, too short for cold storage. */
export function keepFaults({ backup: { keep, lock } }: Pick<StoreSettings, "backup">): string[] {
  const kept: [string, number][] = [
    ["continuousDays", keep.continuousDays],
    ["dailyDays", keep.dailyDays],
    ["weeklyDays", keep.weeklyDays],
    ["monthlyDays", keep.monthlyDays],
  ];
  const faults = kept
    .filter(([, days]) => days > 0 && (days < lock.minimumDays || days > lock.maximumDays))
    .map(([name, days]) =>
      fault(`backup.keep.${name}`, days, `${lock.minimumDays} to ${lock.maximumDays} days, the bounds of the vault's lock (backup.lock)`),
    );
  const { dailyDays, weeklyDays, monthlyDays, coldAfterDays } = keep;
  // Where two rules begin at the same time, AWS Backup makes one backup, by the rule that keeps longer.
  if (weeklyDays > 0 && weeklyDays <= dailyDays)
    faults.push(fault("backup.keep.weeklyDays", weeklyDays, `more than dailyDays, ${dailyDays}, or 0`));
  if (monthlyDays > 0 && monthlyDays <= Math.max(dailyDays, weeklyDays))
    faults.push(
      fault("backup.keep.monthlyDays", monthlyDays, `more than dailyDays and weeklyDays, ${Math.max(dailyDays, weeklyDays)}, or 0`),
    );
  if (coldAfterDays > 0 && monthlyDays < coldAfterDays + minDaysCold)
    faults.push(
      fault(
        "backup.keep.coldAfterDays",
        coldAfterDays,
        `0, or at least ${minDaysCold} days before monthlyDays, ${monthlyDays}, the minimum that backups stay in cold storage`,
      ),
    );
  return faults;
}

/** Faults of the lock of the store's own vaults. */
export const lockFaults = ({ store, backup: { lock } }: Pick<StoreSettings, "store" | "backup">): string[] =>
  complianceFaults("backup.lock", lock, store, "the store's");

/** An air-gapped vault can never be undone: it takes the store's name a second time, and bounds that all it shall keep is within. */
export function airGappedFaults({
  store,
  accountId,
  backup: { airGapped, keep },
}: Pick<StoreSettings, "store" | "accountId" | "backup">): string[] {
  if (!airGapped) return [];
  const { complianceLock, minimumDays, maximumDays, approvalTeamArn: team } = airGapped;
  if (maximumDays < minimumDays) return [fault("backup.airGapped.maximumDays", maximumDays, `at least minimumDays, ${minimumDays}`)];
  const { dailyDays, weeklyDays, monthlyDays } = keep;
  return [
    ...(team !== undefined && team.split(":")[4] === accountId
      ? [fault("backup.airGapped.approvalTeamArn", team, "a team of another account, since this one may be lost")]
      : []),
    ...(complianceLock === store
      ? []
      : [
          fault(
            "backup.airGapped.complianceLock",
            complianceLock,
            `the store's name, ${store}: backups in an air-gapped vault cannot be deleted before they expire`,
          ),
        ]),
    ...Object.entries({ dailyDays, weeklyDays, monthlyDays })
      .filter(([, days]) => days > 0 && (days < minimumDays || days > maximumDays))
      .map(([name, days]) =>
        fault(`backup.keep.${name}`, days, `${minimumDays} to ${maximumDays} days, the bounds of the air-gapped vault (backup.airGapped)`),
      ),
  ];
}

/** Copies go to another Region, and to another account. */
export function copyFaults({
  region,
  accountId,
  stack,
  account,
  backup: { copyRegion, copyVaultArn },
}: Pick<StoreSettings, "region" | "accountId" | "stack" | "account" | "backup">): string[] {
  const faults = copyRegion === region ? [fault("backup.copyRegion", copyRegion, "a Region other than the store's own")] : [];
  if (copyVaultArn === undefined) return faults;
  if (copyVaultArn.split(":")[4] === accountId)
    faults.push(fault("backup.copyVaultArn", copyVaultArn, "a vault of an account other than the store's own"));
  if (account.permissionsBoundary !== undefined && !copyVaultArn.endsWith(`-${stack}`))
    faults.push(
      fault(
        "backup.copyVaultArn",
        copyVaultArn,
        `a vault whose name ends in -${stack}: the permissions boundary of the store's roles allows no other`,
      ),
    );
  return faults;
}

/** Backups begin when no window of database or cache is open or opens within the hour, all the year, and once a day. */
export function backupWindowFaults({
  patching,
  database,
  cache,
  backup,
}: Pick<StoreSettings, "patching" | "database" | "cache" | "backup">): string[] {
  const { start, timeZone, restoreTest } = backup;
  const times: [string, string][] = [
    ["backup.start", start],
    ["backup.restoreTest.start", restoreTest.start],
  ];
  const irregular = times.flatMap(([path, clock]) => {
    const found = irregularDay(clock, timeZone);
    const expected = (times: string) => `a time that exists once on each day; in ${timeZone} it ${times} on days such as ${found?.day}`;
    return found ? [fault(path, clock, expected(found.times === 0 ? "is skipped" : "occurs twice"))] : [];
  });
  const length = startMinutes.within + startMinutes.clearOfWindows;
  const spans = localSpans(start, timeZone, length);
  const windows: [string, readonly WeekSpan[]][] = [
    [windowText(patching), [patchSpan(patching)]],
    [`database.backupWindow, ${database.backupWindow} UTC`, daySpans(database.backupWindow)],
    [`cache.snapshotWindow, ${cache.snapshotWindow} UTC`, daySpans(cache.snapshotWindow)],
  ];
  const clashes = windows
    .filter(([, others]) => others.some((other) => spans.some((span) => overlap(span, other))))
    .map(([window]) => fault("backup.start", start, `a time in ${timeZone} whose next ${length} minutes never overlap ${window}`));
  return [...irregular, ...clashes];
}
