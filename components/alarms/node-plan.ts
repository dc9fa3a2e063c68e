import type { Input } from "@pulumi/pulumi";
import { closedMetric } from "../../domain/contracts/store-state.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import { countedByNodes } from "./node-metric.ts";
import type { AlarmPlan } from "./plan.ts";

/** Dimensions of a store's nodes. */
export interface NodeDimensions {
  readonly stack: string;
  readonly groupName: Input<string>;
}

/** Alarms on what nodes report of themselves: that they could not start, that files have changed, that payments are declined, how full they are. */
export function nodeAlarms({ stack, groupName }: NodeDimensions): AlarmPlan[] {
  const measured = {
    namespace: nodeNamespace(stack),
    dimensions: { AutoScalingGroupName: groupName },
    comparison: "above",
    values: 3,
    silence: { heldBy: "node-disk" },
  } as const;
  return [
    {
      ...countedByNodes(stack, "BootFailed"),
      name: "boot-failed",
      meaning: "A new node could not start, and says why in its log",
      runbook: "boot-failed",
    },
    {
      ...countedByNodes(stack, "IntegrityFindings"),
      name: "files-changed",
      meaning: "Files of a node have changed that only releases and patches change",
      runbook: "files-changed",
    },
    {
      ...countedByNodes(stack, "IntegrityBroken"),
      name: "files-unwatched",
      meaning: "A node cannot compare its files with their recorded state",
      runbook: "files-changed",
    },
    {
      ...countedByNodes(stack, "IntegrityLooked"),
      name: "files-silent",
      meaning: "No node has compared its files for a day",
      runbook: "files-changed",
      comparison: "below",
      threshold: 1,
      period: 86_400,
      silence: "fires",
    },
    ...pageOnNodesAlarms(stack),
    {
      ...countedByNodes(stack, "OrderDeclines"),
      name: "order-declines",
      meaning: "Payments are declined all over the store: stolen cards are being tried out, or the payment provider has a fault",
      runbook: "order-declines",
    },
    {
      ...countedByNodes(stack, "OrderDeclinesOpen"),
      name: "order-declines-open",
      meaning: "Nodes cannot count declined payments: cards that are tested from many addresses are the web ACL's alone",
      runbook: "order-declines",
    },
    {
      name: "store-closed",
      meaning: "The store has been closed to shoppers for hours",
      runbook: "releases",
      namespace: nodeNamespace(stack),
      metric: closedMetric,
      dimensions: { stack },
      statistic: "Maximum",
      comparison: "above",
      threshold: 0,
      period: 3600,
      values: 4,
      // Nodes count while they are closed.
      silence: "none",
    },
    {
      ...measured,
      name: "node-disk",
      meaning: "A node's disk fills up",
      runbook: "node-disk",
      metric: "disk_used_percent",
      statistic: "Maximum",
      threshold: 85,
      // No node's agent says anything: their logs do not arrive either.
      silence: "fires",
    },
    {
      ...measured,
      name: "node-memory",
      meaning: "The nodes' memory is nearly used up",
      runbook: "node-memory",
      metric: "mem_used_percent",
      statistic: "Maximum",
      threshold: 90,
    },
  ];
}

/** Alarms on what nodes see of the payment page: what shoppers' browsers report, and scripts on the shared files. */
const pageOnNodesAlarms = (stack: string): AlarmPlan[] => [
  {
    ...countedByNodes(stack, "BlockedHosts"),
    name: "payment-page-blocked",
    meaning: "Shoppers' browsers report a host on the payment page that was not agreed on",
    runbook: "payment-page-blocked",
  },
  {
    ...countedByNodes(stack, "ScriptsChanged"),
    name: "scripts-changed",
    meaning: "A script that the store serves is not what its release makes",
    runbook: "payment-page-scripts",
  },
  {
    ...countedByNodes(stack, "ScriptsBroken"),
    name: "scripts-unwatched",
    meaning: "A node cannot compare the store's scripts with its release",
    runbook: "payment-page-scripts",
    // Two looks: while it lasts it stays one alarm.
    period: 3600,
  },
  {
    ...countedByNodes(stack, "ScriptsLooked"),
    name: "scripts-silent",
    meaning: "No node has compared the store's scripts with its release for a day",
    runbook: "payment-page-scripts",
    comparison: "below",
    threshold: 1,
    period: 86_400,
    silence: "fires",
  },
];

/** The nodes' alarms. */
export function webAlarms(groupName: Input<string>, minimum: number): AlarmPlan[] {
  const on = { dimensions: { AutoScalingGroupName: groupName }, silence: { heldBy: "web-too-few" } } as const;
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
      silence: "fires",
    },
  ];
}
