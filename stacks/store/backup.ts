import type { Output } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { backupAlarms } from "../../components/alarms/backup-plan.ts";
import { functionAlarms } from "../../components/alarms/function-plan.ts";
import { Notices } from "../../components/alarms/notices.ts";
import { Backup } from "../../components/backup/backup.ts";
import { backupNotices } from "../../components/backup/notice-plan.ts";
import { testOverdueDays } from "../../components/backup/plan.ts";
import { RestoreTests } from "../../components/backup/restore-tests.ts";
import { BackupWatch } from "../../components/backup/watch.ts";
import { InterfaceEndpoints } from "../../components/network/endpoints.ts";
import type { WatchedAirGapped } from "../../domain/contracts/backup-watch.ts";
import { validationServices } from "../../domain/defaults/aws-hosts.ts";
import { everyType, vaultNames } from "../../domain/defaults/backup.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { StoreData } from "./data.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** Outputs of the backups for operators and patching: vaults, and the roles to back up and restore with. */
export interface BackupOutputs {
  readonly backupVault: Output<string>;
  readonly backupVaultArn: Output<string>;
  readonly backupCopyVaultArn: Output<string>;
  readonly backupAirGappedVaultArn?: Output<string>;
  readonly backupRoleArn: Output<string>;
  readonly restoreRoleArn: Output<string>;
  readonly restoreTestingPlanArn: Output<string>;
}

/** Vaults, plans, restore tests, and who watches over them. */
export function deployBackup(
  settings: StoreSettings,
  foundation: Foundation,
  { network, data }: { readonly network: StoreNetwork; readonly data: StoreData },
): BackupOutputs {
  const backup = createBackup(settings, foundation);
  const tests = createTests(settings, foundation, { network, data, backup });
  watchBackups(settings, foundation, { data, backup, tests });
  return {
    backupVault: backup.vault.vaultName,
    backupVaultArn: backup.vault.vaultArn,
    backupCopyVaultArn: backup.copyVault.vaultArn,
    ...(backup.airGapped && { backupAirGappedVaultArn: backup.airGapped.vaultArn }),
    backupRoleArn: backup.backupRoleArn,
    restoreRoleArn: backup.restoreRoleArn,
    restoreTestingPlanArn: tests.planArn,
  };
}

/** Resources that are backed up, one of each type. */
const protectedOf = ({ database, files, releases }: StoreData) =>
  ({ RDS: database.arn, EFS: files.fileSystemArn, S3: releases.bucketArn }) as const;

function createBackup({ region, protection: protect, backup }: StoreSettings, { accountId, topicArn, opts }: Foundation): Backup {
  const { keep, lock, copyRegion, copyVaultArn, airGapped, breakGlassRole } = backup;
  return new Backup(
    "backup",
    { region, accountId, schedule: backup, keep, lock, copyRegion, copyVaultArn, airGapped, breakGlassRole, topicArn, protect },
    opts,
  );
}

/** The parts that restore tests build on. */
interface TestParts {
  readonly network: StoreNetwork;
  readonly data: StoreData;
  readonly backup: Backup;
}

function createTests(settings: StoreSettings, foundation: Foundation, { network, data, backup }: TestParts): RestoreTests {
  const { region } = settings;
  const { accountId, opts } = foundation;
  const { timeZone, restoreTest } = settings.backup;
  new InterfaceEndpoints(
    "validation-endpoints",
    {
      region,
      accountId,
      vpcId: network.vpcId,
      // A test can wait until the zone is back: one is enough.
      subnets: network.applicationSubnets.slice(0, 1),
      securityGroupId: network.groupIds.endpoints,
      services: validationServices,
    },
    opts,
  );
  return new RestoreTests(
    "restore-tests",
    {
      ...restoreTest,
      ...foundation.logs,
      topicArn: foundation.topicArn,
      region,
      accountId,
      schedule: { ...restoreTest, timeZone },
      vaultArn: backup.vault.vaultArn,
      restoreRoleArn: backup.restoreRoleArn,
      resources: protectedOf(data),
      restored: { subnetIds: network.dataSubnets.map((subnet) => subnet.id), securityGroupId: network.groupIds.restored },
      network: { subnetIds: network.applicationSubnets.map((subnet) => subnet.id), securityGroupId: network.groupIds.validation },
      oneAtATime: settings.functions.reserve ? "reserved" : "spaced",
      evidence: foundation.evidence,
      dataKeyArn: foundation.dataKeyArn,
    },
    opts,
  );
}

function watchBackups(
  settings: StoreSettings,
  foundation: Foundation,
  { data, backup, tests }: Omit<TestParts, "network"> & { readonly tests: RestoreTests },
): void {
  const { stack, region, backup: wanted } = settings;
  const { accountId, topicArn, opts, evidence, logs } = foundation;
  const names = vaultNames(stack);
  const arns = protectedOf(data);
  const resources = [
    { name: "database", arn: arns.RDS },
    { name: "files", arn: arns.EFS },
    { name: "releases", arn: arns.S3 },
  ];
  const airGapped = airGappedOf(settings, names.airGapped);
  const plan = backupNotices({ vaultName: names.own, vaultArn: backup.vault.vaultArn, airGapped: airGapped?.name });
  new Notices("backup-notices", { plan, topicArn }, opts);
  const watch = new BackupWatch(
    "backup-watch",
    {
      ...logs,
      accountId,
      topicArn,
      vaults: {
        own: { name: names.own, region, arn: backup.vault.vaultArn },
        copies: { name: names.copies, region: wanted.copyRegion, arn: backup.copyVault.vaultArn },
      },
      airGapped: airGapped && backup.airGapped && { ...airGapped, arn: backup.airGapped.vaultArn },
      copyVaultArn: wanted.copyVaultArn,
      lock: wanted.lock,
      resources,
      types: everyType,
      evidence,
    },
    opts,
  );
  const { maximumRestoreMinutes, every } = wanted.restoreTest;
  const watched = backupAlarms({
    stack,
    types: everyType,
    maximumRestoreMinutes,
    resources: resources.map(({ name }) => name),
    vaults: [names.own, names.copies, ...(airGapped ? [names.airGapped] : [])],
    airGapped: airGapped && { vault: airGapped.name, holds: airGapped.holds, approved: airGapped.approvalTeamArn !== undefined },
    copiesAway: wanted.copyVaultArn !== undefined,
    overdueDays: testOverdueDays(every),
    watchFunction: watch.function.functionName,
  });
  const failing = [
    ...functionAlarms({
      name: "backup-watch",
      functionName: watch.function.functionName,
      meaning: "Whether there are backups could not be looked at",
      runbook: "backup-age",
      heldBy: "backup-watch-silent",
    }),
    ...functionAlarms({
      name: "restore-validation",
      functionName: tests.validation.functionName,
      meaning: "Restored backups could not be looked at",
      runbook: "restore-test",
      // It runs one at a time: AWS counts those that wait as throttled.
    }).filter(({ metric }) => metric !== "Throttles"),
  ];
  new Alarms("backup-alarms", { plan: [...watched, ...failing], topicArn }, opts);
}

/** The air-gapped vault as the settings want it, with the names of what is in it: all but the database. */
function airGappedOf({ region, backup: { airGapped } }: StoreSettings, name: string): WatchedAirGapped | undefined {
  if (!airGapped) return undefined;
  const { minimumDays, maximumDays, approvalTeamArn } = airGapped;
  const team = approvalTeamArn === undefined ? {} : { approvalTeamArn };
  return { name, region, lock: { minimumDays, maximumDays }, holds: ["files", "releases"], ...team };
}
