import { metrics as ages } from "../../domain/contracts/backup-watch.ts";
import { metricNames as tests } from "../../domain/contracts/restore-validation.ts";
import { alarmHours, type ProtectedType } from "../../domain/defaults/backup.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import type { AlarmPlan } from "./plan.ts";

/** Seconds: the hourly look may be missed once before its silence is an alarm. */
const twoLooks = 7200;

/** Arguments for the alarms of a store's backups. */
export interface BackupAlarmArgs {
  readonly stack: string;
  /** Names of what has to have backups. */
  readonly resources: readonly string[];
  /** Names of the vaults. */
  readonly vaults: readonly string[];
  /** The air-gapped vault's name, the names of what is in it, and whether a team should open it. @default - none */
  readonly airGapped?: { readonly vault: string; readonly holds: readonly string[]; readonly approved: boolean } | undefined;
  /** Whether copies go to another account too. */
  readonly copiesAway: boolean;
  readonly types: readonly ProtectedType[];
  /** A restore test that takes longer is slow. */
  readonly maximumRestoreMinutes: number;
  /** Days without a restore test that went well. */
  readonly overdueDays: number;
  /** Name in AWS of the function that looks how old all that is. */
  readonly watchFunction: AlarmPlan["dimensions"][string];
}

/** Common properties of the alarms on what the hourly check finds. */
const watchedOf = (stack: string) =>
  ({ namespace: functionNamespace(stack), period: twoLooks, values: 1, silence: { heldBy: "backup-watch-silent" } }) as const;

const dimensionsOf = (stack: string) => (dimension: string, value: string) => ({ dimensions: { Stack: stack, [dimension]: value } });

/** The alarms of copies where the settings name more places for them: too old; and of who should open an air-gapped vault. */
function copiesElsewhere({ stack, resources, airGapped, copiesAway }: BackupAlarmArgs): AlarmPlan[] {
  const of = dimensionsOf(stack);
  const watched = watchedOf(stack);
  const old =
    (kind: string, where: string, metric: typeof ages.airGappedAge | typeof ages.accountCopyAge) =>
    (name: string): AlarmPlan => ({
      ...watched,
      ...of(metric.dimension, name),
      name: `backup-${kind}-age-${name}`,
      meaning: `${name}: no backup has reached ${where} for ${alarmHours.copy} hours`,
      runbook: "backup-age",
      metric: metric.name,
      statistic: "Maximum",
      comparison: "above",
      threshold: alarmHours.copy,
    });
  return [
    ...(copiesAway ? resources.map(old("account", "the other account", ages.accountCopyAge)) : []),
    ...(airGapped?.holds ?? []).map(old("air-gapped", "the air-gapped vault", ages.airGappedAge)),
    ...(airGapped?.approved
      ? [
          {
            ...watched,
            ...of(ages.approvalTeam.dimension, airGapped.vault),
            name: "backup-approval-team",
            meaning: `The vault ${airGapped.vault} is not opened by the approval team of the settings`,
            runbook: "air-gapped-vault",
            metric: ages.approvalTeam.name,
            statistic: "Minimum",
            comparison: "below",
            threshold: 1,
          } as const,
        ]
      : []),
  ];
}

/** The alarms of backups: too old, not copied, unlocked; and of restore tests: failed, slow, late. */
export function backupAlarms(args: BackupAlarmArgs): AlarmPlan[] {
  const { stack, resources, vaults, types } = args;
  const watched = watchedOf(stack);
  // A test that does not take place says nothing: its age does.
  const tested = (type: ProtectedType) =>
    ({
      namespace: functionNamespace(stack),
      period: 3600,
      values: 1,
      silence: { heldBy: `restore-test-late-${type.toLowerCase()}` },
      runbook: "restore-test",
    }) as const;
  const of = dimensionsOf(stack);
  return [
    {
      name: "backup-watch-silent",
      meaning: "The function that checks the backups does not run",
      runbook: "backup-age",
      namespace: "AWS/Lambda",
      metric: "Invocations",
      dimensions: { FunctionName: args.watchFunction },
      statistic: "Sum",
      comparison: "below",
      threshold: 1,
      period: twoLooks,
      values: 1,
      silence: "fires",
    },
    ...resources.flatMap((name): AlarmPlan[] => [
      {
        ...watched,
        ...of(ages.backupAge.dimension, name),
        name: `backup-age-${name}`,
        meaning: `${name}: no backup for ${alarmHours.backup} hours`,
        runbook: "backup-age",
        metric: ages.backupAge.name,
        statistic: "Maximum",
        comparison: "above",
        threshold: alarmHours.backup,
      },
      {
        ...watched,
        ...of(ages.copyAge.dimension, name),
        name: `backup-copy-age-${name}`,
        meaning: `${name}: no backup has reached the second Region for ${alarmHours.copy} hours`,
        runbook: "backup-age",
        metric: ages.copyAge.name,
        statistic: "Maximum",
        comparison: "above",
        threshold: alarmHours.copy,
      },
    ]),
    ...copiesElsewhere(args),
    ...vaults.map(
      (vault): AlarmPlan => ({
        ...watched,
        ...of(ages.locked.dimension, vault),
        name: `backup-lock-${vault.slice(stack.length + 1)}`,
        meaning: `The vault ${vault} is not locked as it should be`,
        runbook: "backup-lock",
        metric: ages.locked.name,
        statistic: "Minimum",
        comparison: "below",
        threshold: 1,
      }),
    ),
    ...types.flatMap((type): AlarmPlan[] => [
      {
        ...tested(type),
        ...of("ResourceType", type),
        name: `restore-test-failed-${type.toLowerCase()}`,
        meaning: `A restored backup of ${type} has failed its validation`,
        metric: tests.succeeded,
        statistic: "Minimum",
        comparison: "below",
        threshold: 1,
      },
      {
        ...tested(type),
        ...of("ResourceType", type),
        name: `restore-test-slow-${type.toLowerCase()}`,
        meaning: `Restoring ${type} took longer than ${args.maximumRestoreMinutes} minutes`,
        metric: tests.restoreSeconds,
        statistic: "Maximum",
        comparison: "above",
        threshold: args.maximumRestoreMinutes * 60,
      },
      {
        ...watched,
        ...of(ages.restoreTestAge.dimension, type),
        name: `restore-test-late-${type.toLowerCase()}`,
        meaning: `No restored backup of ${type} has passed its validation for ${args.overdueDays} days`,
        runbook: "restore-test",
        metric: ages.restoreTestAge.name,
        statistic: "Maximum",
        comparison: "above",
        threshold: args.overdueDays,
      },
    ]),
  ];
}
