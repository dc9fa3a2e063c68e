import type { Input } from "@pulumi/pulumi";

/** One alarm; `runbook` is the page under docs/operations that says what to do. */
export interface AlarmPlan {
  readonly name: string;
  /** What is wrong when it rings, for the mail's first line. */
  readonly meaning: string;
  readonly runbook: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, Input<string>>>;
  /** `Average`, `Sum`, `Maximum` … or a percentile such as `p95`. */
  readonly statistic: string;
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** Seconds a value stands for. @default 300 */
  readonly period?: number;
  /** Values in a row. @default 2 */
  readonly values?: number;
  /** What silence means: `breaching` where a dead thing sends nothing. @default "notBreaching" */
  readonly silence?: "breaching" | "notBreaching";
}

/** By what CloudWatch knows the load balancer and its targets: their ARN suffixes. */
export interface EdgeDimensions {
  readonly loadBalancer: Input<string>;
  readonly targetGroup: Input<string>;
}

/** The load balancer's alarms. */
export function edgeAlarms(
  edge: EdgeDimensions,
  limits: { readonly latencySeconds: number; readonly errorsPerFiveMinutes: number },
): AlarmPlan[] {
  const targets = { LoadBalancer: edge.loadBalancer, TargetGroup: edge.targetGroup };
  const on = { namespace: "AWS/ApplicationELB", comparison: "above" } as const;
  return [
    {
      ...on,
      name: "unhealthy-nodes",
      meaning: "Nodes fail their health check",
      runbook: "unhealthy-nodes",
      metric: "UnHealthyHostCount",
      dimensions: targets,
      statistic: "Maximum",
      threshold: 0,
      period: 60,
      values: 3,
    },
    {
      ...on,
      name: "no-healthy-nodes",
      meaning: "No node answers: the store is down",
      runbook: "store-down",
      metric: "HealthyHostCount",
      dimensions: targets,
      statistic: "Maximum",
      comparison: "below",
      threshold: 1,
      period: 60,
      silence: "breaching",
    },
    {
      ...on,
      name: "node-errors",
      meaning: "Nodes answer with server errors (5xx)",
      runbook: "server-errors",
      metric: "HTTPCode_Target_5XX_Count",
      dimensions: targets,
      statistic: "Sum",
      threshold: limits.errorsPerFiveMinutes,
    },
    {
      ...on,
      name: "edge-errors",
      meaning: "The load balancer answers with server errors (5xx) itself",
      runbook: "server-errors",
      metric: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: edge.loadBalancer },
      statistic: "Sum",
      threshold: limits.errorsPerFiveMinutes,
    },
    {
      ...on,
      name: "slow-answers",
      meaning: "One request in twenty is slow",
      runbook: "slow-answers",
      metric: "TargetResponseTime",
      dimensions: targets,
      statistic: "p95",
      threshold: limits.latencySeconds,
      values: 3,
    },
  ];
}

/** The nodes' alarms. */
export function webAlarms(groupName: Input<string>, minimum: number): AlarmPlan[] {
  const on = { dimensions: { AutoScalingGroupName: groupName } };
  return [
    {
      ...on,
      name: "web-cpu",
      meaning: "The nodes are busy although there are more of them",
      runbook: "web-cpu",
      namespace: "AWS/EC2",
      metric: "CPUUtilization",
      statistic: "Average",
      comparison: "above",
      threshold: 80,
      values: 3,
    },
    {
      ...on,
      name: "web-too-few",
      meaning: "Fewer nodes are in service than the settings' minimum",
      runbook: "unhealthy-nodes",
      namespace: "AWS/AutoScaling",
      metric: "GroupInServiceInstances",
      statistic: "Minimum",
      comparison: "below",
      threshold: minimum,
      values: 3,
      silence: "breaching",
    },
  ];
}

/** The database's alarms; `memoryGiB` and `storageGiB` are what it has. */
export function databaseAlarms(
  identifier: Input<string>,
  { storageGiB, burstable }: { readonly storageGiB: number; readonly burstable: boolean },
): AlarmPlan[] {
  const on = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: identifier } };
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
      silence: "breaching",
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
    const on = { namespace: "AWS/ElastiCache", dimensions: { CacheClusterId: member }, comparison: "above" } as const;
    const name = `${part}-${i + 1}`;
    const evictions: AlarmPlan = {
      ...on,
      name: `${name}-evictions`,
      meaning: `${part}: entries are lost for want of memory`,
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
            } satisfies AlarmPlan,
          ]
        : []),
    ];
  });
}

/** The shared files' alarms. */
export function filesAlarms(fileSystemId: Input<string>, throughput: "elastic" | "bursting"): AlarmPlan[] {
  const on = { namespace: "AWS/EFS", dimensions: { FileSystemId: fileSystemId }, runbook: "files-throughput" };
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

/** By what CloudWatch counts the queries that a rule of the DNS firewall matches: the rule's group and its list. */
export interface DnsRuleDimensions {
  readonly ruleGroupId: Input<string>;
  readonly blockedListId: Input<string>;
}

/** The alarms of NAT and of the DNS allow-list. */
export function egressAlarms(natGatewayIds: readonly Input<string>[], dns: DnsRuleDimensions): AlarmPlan[] {
  const nat = natGatewayIds.flatMap((id, i): AlarmPlan[] => {
    const on = {
      namespace: "AWS/NATGateway",
      dimensions: { NatGatewayId: id },
      comparison: "above",
      statistic: "Sum",
      runbook: "nat-errors",
    } as const;
    return [
      {
        ...on,
        name: `nat-${i + 1}-ports`,
        meaning: "NAT has no port left for a connection: calls to payment hosts fail",
        metric: "ErrorPortAllocation",
        threshold: 0,
      },
      { ...on, name: `nat-${i + 1}-drops`, meaning: "NAT drops packets", metric: "PacketsDropCount", threshold: 100 },
    ];
  });
  const blocked: AlarmPlan = {
    name: "dns-blocked",
    meaning: "Nodes ask for many hosts that are not allowed: a missing entry, or somebody's foothold",
    runbook: "dns-blocked",
    namespace: "AWS/Route53Resolver",
    // Not the group's own volume, which counts what is allowed too.
    metric: "FirewallRuleQueryVolume",
    dimensions: { FirewallRuleGroupId: dns.ruleGroupId, FirewallDomainListId: dns.blockedListId },
    statistic: "Sum",
    comparison: "above",
    threshold: 100,
  };
  return [...nat, blocked];
}
