import { irregularDay, localSpans } from "../../../domain/calendars/clock-changes.ts";
import { daySpans, overlap, type WeekSpan } from "../../../domain/calendars/spans.ts";
import { leastDaysCold, startMinutes } from "../../../domain/defaults/backup.ts";
import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";
import { patchSpan, windowText } from "./patching.ts";

/** What is wrong with how long backups are kept: beyond the lock's bounds, in an order that makes no sense, too short for cold storage. */
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
  if (coldAfterDays > 0 && monthlyDays < coldAfterDays + leastDaysCold)
    faults.push(
      fault(
        "backup.keep.coldAfterDays",
        coldAfterDays,
        `0, or ${leastDaysCold} days at least before monthlyDays, ${monthlyDays}: so long stays what is moved to cold storage`,
      ),
    );
  return faults;
}

/** Compliance mode cannot be undone: it takes the store's name a second time. */
export function lockFaults({ store, backup: { lock } }: Pick<StoreSettings, "store" | "backup">): string[] {
  const { mode, complianceLock } = lock;
  if (mode === "compliance" && complianceLock !== store)
    return [
      fault("backup.lock.complianceLock", complianceLock, `the store's name, ${store}: a lock in compliance mode can never be taken off`),
    ];
  return mode === "governance" && complianceLock !== undefined
    ? [fault("backup.lock.complianceLock", complianceLock, "nothing where mode is governance")]
    : [];
}

/** Copies go to another Region; in another account they stay in this one, since RDS copies across one border at a time. */
export function copyFaults({
  region,
  accountId,
  backup: { copyRegion, copyVaultArn },
}: Pick<StoreSettings, "region" | "accountId" | "backup">): string[] {
  const faults = copyRegion === region ? [fault("backup.copyRegion", copyRegion, "another Region than the store's own")] : [];
  if (!copyVaultArn) return faults;
  const [, , , vaultRegion, vaultAccount] = copyVaultArn.split(":");
  if (vaultRegion !== region)
    faults.push(fault("backup.copyVaultArn", copyVaultArn, `a vault in ${region}: AWS copies a database across one border at a time`));
  if (vaultAccount === accountId)
    faults.push(fault("backup.copyVaultArn", copyVaultArn, "a vault of another account than the store's own"));
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
    const expected = (times: string) =>
      `a time that is there once on each day; in ${timeZone} it is ${times} on days such as ${found?.day}`;
    return found ? [fault(path, clock, expected(found.times === 0 ? "not there" : "there twice"))] : [];
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
