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
  /**
   * Makes the value a percentage: what `metric` is of itself and the metric `others` together; 0 where both are less than `least`.
   * @default - the metric as it is
   */
  readonly shareOf?: { readonly others: string; readonly least: number };
  /** `failures`: how many times the metric, 1 for each success and 0 for each failure, was 0. @default - the metric as it is */
  readonly counts?: "failures";
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** Seconds a value stands for. @default 300 */
  readonly period?: number;
  /** Values in a row. @default 2 */
  readonly values?: number;
  /** What silence means: `breaching` where a dead thing sends nothing, `ignore` where all stays as it was. @default "notBreaching" */
  readonly silence?: "breaching" | "ignore" | "notBreaching";
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
