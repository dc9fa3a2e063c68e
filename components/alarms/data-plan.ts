import type { Input } from "@pulumi/pulumi";
import type { AlarmPlan } from "./plan.ts";

/** The database's alarms; `storageGiB` is what it began with, `burstable` whether its class lives on CPU credits. */
export function databaseAlarms(
  identifier: Input<string>,
  { storageGiB, burstable }: { readonly storageGiB: number; readonly burstable: boolean },
): AlarmPlan[] {
  const on = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: identifier }, silence: { heldBy: "database-storage" } } as const;
  const gibibyte = 2 ** 30;
  const credits: AlarmPlan = {
    ...on,
    name: "database-credits",
    meaning: "The database's CPU credits run out: what it does now costs extra",
    runbook: "database-cpu",
    metric: "CPUCreditBalance",
    statistic: "Minimum",
    comparison: "below",
    threshold: 30,
  };
  return [
    {
      ...on,
      name: "database-cpu",
      meaning: "The database is busy",
      runbook: "database-cpu",
      metric: "CPUUtilization",
      statistic: "Average",
      comparison: "above",
      threshold: 80,
      values: 3,
    },
    {
      ...on,
      name: "database-storage",
      meaning: "The database's storage is filling up faster than it grows",
      runbook: "database-storage",
      metric: "FreeStorageSpace",
      statistic: "Minimum",
      comparison: "below",
      threshold: Math.min(storageGiB * 0.1, 20) * gibibyte,
      silence: "fires",
    },
    {
      ...on,
      name: "database-memory",
      meaning: "The database's memory is nearly used up",
      runbook: "database-cpu",
      metric: "FreeableMemory",
      statistic: "Minimum",
      comparison: "below",
      threshold: 0.25 * gibibyte,
      values: 3,
    },
    {
      ...on,
      name: "database-connections",
      meaning: "Unusually many connections to the database",
      runbook: "database-connections",
      metric: "DatabaseConnections",
      statistic: "Maximum",
      comparison: "above",
      threshold: 200,
    },
    {
      ...on,
      name: "database-queue",
      meaning: "Reads and writes wait for the database's storage",
      runbook: "database-storage",
      metric: "DiskQueueDepth",
      statistic: "Average",
      comparison: "above",
      threshold: 64,
      values: 3,
    },
    ...(burstable ? [credits] : []),
  ];
}

/** The alarms of one cache; `members` are its nodes' ids. */
export function cacheAlarms(part: string, members: readonly Input<string>[], mayEvict: boolean): AlarmPlan[] {
  return members.flatMap((member, i): AlarmPlan[] => {
    const name = `${part}-${i + 1}`;
    const on = {
      namespace: "AWS/ElastiCache",
      dimensions: { CacheClusterId: member },
      comparison: "above",
      silence: { heldBy: `${name}-cpu` },
    } as const;
    const evictions: AlarmPlan = {
      ...on,
      name: `${name}-evictions`,
      meaning: `${part}: entries are lost because memory is full`,
      runbook: "cache-memory",
      metric: "Evictions",
      statistic: "Sum",
      threshold: 0,
    };
    return [
      {
        ...on,
        name: `${name}-cpu`,
        meaning: `${part}: the engine is busy`,
        runbook: "cache-cpu",
        metric: "EngineCPUUtilization",
        statistic: "Average",
        threshold: 80,
        values: 3,
        // A cache that is there always says how busy it is.
        silence: "fires",
      },
      {
        ...on,
        name: `${name}-memory`,
        meaning: `${part}: memory is nearly used up`,
        runbook: "cache-memory",
        metric: "DatabaseMemoryUsagePercentage",
        statistic: "Maximum",
        threshold: mayEvict ? 95 : 75,
      },
      ...(mayEvict ? [] : [evictions]),
      ...(members.length > 1
        ? [
            {
              ...on,
              name: `${name}-lag`,
              meaning: `${part}: the replica lags behind, a failover would lose data`,
              runbook: "cache-replication",
              metric: "ReplicationLag",
              statistic: "Maximum",
              threshold: 10,
              // The one that a failover made the primary has no lag any more.
              silence: "none",
            } satisfies AlarmPlan,
          ]
        : []),
    ];
  });
}

/** The shared files' alarms. Nodes whose files are gone are not healthy. */
export function filesAlarms(fileSystemId: Input<string>, throughput: "elastic" | "bursting"): AlarmPlan[] {
  const on = {
    namespace: "AWS/EFS",
    dimensions: { FileSystemId: fileSystemId },
    runbook: "files-throughput",
    silence: { heldBy: "no-healthy-nodes" },
  } as const;
  const credits: AlarmPlan = {
    ...on,
    name: "files-credits",
    meaning: "The files' burst credits run out: soon they are slow",
    metric: "BurstCreditBalance",
    statistic: "Minimum",
    comparison: "below",
    threshold: 192 * 2 ** 30,
  };
  return [
    {
      ...on,
      name: "files-limit",
      meaning: "The files are near the limit of their operations",
      metric: "PercentIOLimit",
      statistic: "Maximum",
      comparison: "above",
      threshold: 90,
      values: 3,
    },
    ...(throughput === "bursting" ? [credits] : []),
  ];
}
