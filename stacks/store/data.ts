import { type Input, interpolate } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { cacheAlarms, databaseAlarms, filesAlarms } from "../../components/alarms/data-plan.ts";
import { Notices } from "../../components/alarms/notices.ts";
import { scanNotices } from "../../components/alarms/release-scan-plan.ts";
import { SecureBucket } from "../../components/buckets/secure-bucket.ts";
import { Cache } from "../../components/cache/cache.ts";
import { Database } from "../../components/database/database.ts";
import { SharedFiles } from "../../components/files/files.ts";
import { type ReleaseKeepers, refuseChanges } from "../../components/xcart-release/bucket-policy.ts";
import { ReleaseScan } from "../../components/xcart-release/release-scan.ts";
import { settingsYear } from "../../domain/calendars/clock-changes.ts";
import { clockYear, serviceWindow } from "../../domain/calendars/windows.ts";
import { scanRoleName } from "../../domain/defaults/releases.ts";
import { patchWindow } from "../settings/resolve/patching.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** Resources that hold the store's data. */
export interface StoreData {
  readonly database: Database;
  readonly cache: Cache;
  readonly sessions: Cache;
  readonly files: SharedFiles;
  readonly releases: SecureBucket;
}

/** Database, caches, shared files, the bucket that nodes take the application from, and the alarms on them. */
export function deployData(
  settings: StoreSettings,
  foundation: Foundation,
  { network: { groupIds, dataSubnets }, nodeRoleArn }: { readonly network: StoreNetwork; readonly nodeRoleArn: Input<string> },
): StoreData {
  const { protection: protect } = settings;
  const { opts, dataKeyArn: keyArn } = foundation;
  const shared = {
    keyArn,
    protect,
    ...foundation.logs,
    subnetIds: dataSubnets.map((subnet) => subnet.id),
    maintenanceWindow: serviceWindow(clockYear(patchWindow(settings.patching), settingsYear)),
  };
  const caching = { ...settings.cache, ...shared, securityGroupId: groupIds.cache };
  const { snapshotWindow: window, sessionsNodeType } = settings.cache;

  const data: StoreData = {
    database: new Database(
      "database",
      {
        ...settings.database,
        ...shared,
        accountId: foundation.accountId,
        backupRetentionDays: settings.backup.keep.continuousDays,
        requireTls: settings.database.requireTls === true,
        securityGroupId: groupIds.database,
        alertTopicArn: foundation.topicArn,
      },
      opts,
    ),
    cache: new Cache("cache", { ...caching, description: "Cache of X-Cart", evictionPolicy: "volatile-lru" }, opts),
    sessions: new Cache(
      "sessions",
      {
        ...caching,
        description: "Sessions and locks of X-Cart",
        nodeType: sessionsNodeType,
        evictionPolicy: "noeviction",
        snapshots: { window, retentionDays: 7 },
      },
      opts,
    ),
    files: new SharedFiles(
      "files",
      { throughput: settings.files.throughput, subnets: dataSubnets, securityGroupId: groupIds.files, nodeRoleArn, keyArn, protect },
      opts,
    ),
    releases: new SecureBucket(
      "releases",
      {
        ...{
          accountId: foundation.accountId,
          keyArn,
          keepOldVersionsDays: 90,
          accessLogBucket: foundation.logBucket,
          backedUp: true,
          protect,
        },
        statements: (arn) => refuseChanges(arn, keepersOf(settings, foundation)),
      },
      opts,
    ),
  };
  watchData(settings, foundation, data);
  if (settings.web.malwareScan) scanReleases(settings, foundation, data);
  return data;
}

/** The roles that keep releases, by names that are known in advance. */
function keepersOf({ stack, backup }: StoreSettings, { accountId }: Foundation): ReleaseKeepers {
  const role = (name: string) => interpolate`arn:aws:iam::${accountId}:role/${name}`;
  return { breakGlassRoleArn: role(backup.breakGlassRole), scanRoleArn: role(scanRoleName(stack)) };
}

function scanReleases(
  { region }: StoreSettings,
  { accountId, dataKeyArn, topicArn, opts }: Foundation,
  { releases: bucket }: StoreData,
): void {
  new ReleaseScan("release-scan", { region, accountId, dataKeyArn, bucket }, opts);
  new Notices("release-scan", { plan: scanNotices(bucket.bucketName), topicArn }, opts);
}

function watchData({ database, files }: StoreSettings, { topicArn, opts }: Foundation, data: StoreData): void {
  const { storageGiB, instanceClass } = database;
  const plans = {
    database: databaseAlarms(data.database.identifier, { storageGiB, burstable: instanceClass.startsWith("db.t") }),
    cache: [...cacheAlarms("cache", data.cache.memberIds, true), ...cacheAlarms("sessions", data.sessions.memberIds, false)],
    files: filesAlarms(data.files.fileSystemId, files.throughput),
  };
  for (const [part, plan] of Object.entries(plans)) new Alarms(`${part}-alarms`, { plan, topicArn }, opts);
}
