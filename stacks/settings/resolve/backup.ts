import { partnerRegions } from "../../../domain/defaults/backup.ts";
import type { Profile } from "../profiles.ts";
import type { StoreInput } from "../schema/store.ts";

/** Days for which each kind of backup is kept. */
export const keptDays = ({ keep }: Pick<StoreInput["backup"], "keep">, profile: Profile["backup"]) => ({
  continuousDays: keep.continuousDays ?? profile.continuousDays,
  dailyDays: keep.dailyDays,
  weeklyDays: keep.weeklyDays ?? profile.weeklyDays,
  monthlyDays: keep.monthlyDays ?? profile.monthlyDays,
});

export function resolveBackup({ region, backup, patching }: StoreInput, { backup: profile }: Profile, start: string) {
  const { keep, lock, restoreTest } = backup;
  const kept = keptDays(backup, profile);
  return {
    ...backup,
    start: backup.start ?? start,
    timeZone: backup.timeZone ?? patching.timezone,
    copyRegion: backup.copyRegion ?? partnerRegions[region],
    keep: { ...kept, coldAfterDays: keep.coldAfterDays ?? (kept.monthlyDays === 0 ? 0 : profile.coldAfterDays) },
    lock: { ...lock, maximumDays: lock.maximumDays ?? Math.max(...Object.values(kept)) },
    restoreTest: { ...restoreTest, every: restoreTest.every ?? profile.restoreTestEvery },
  };
}
