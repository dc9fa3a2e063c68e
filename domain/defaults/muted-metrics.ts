/** A metric whose alarms a patch window sets off although nothing is wrong. */
export interface MutedMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly because: string;
}

/**
 * All that may be silent while a patch window is open, and nothing else: alarms of shoppers, security, data and certificates are not in
 * it, nor those on which a window stops or takes its image back.
 */
export const mutedByPatching: readonly MutedMetric[] = [
  {
    namespace: "AWS/ApplicationELB",
    metric: "UnHealthyHostCount",
    because: "A node that starts, or starts again with its patches, fails its health check until X-Cart answers",
  },
  {
    namespace: "AWS/AutoScaling",
    metric: "GroupInServiceInstances",
    because: "While a node is replaced there is one less in service than the settings' minimum",
  },
  {
    namespace: "AWS/EC2",
    metric: "CPUUtilization",
    because: "Nodes that are left do the work of the one that is replaced, and new ones install and warm up",
  },
];

/** Whether alarms on a metric may be silent in a patch window. */
export const isMutedByPatching = (namespace: unknown, metric: unknown): boolean =>
  mutedByPatching.some((muted) => muted.namespace === namespace && muted.metric === metric);

/** Maximum hours that a rule may mute at a time: the longest window of the settings. */
export const maxMuteHours = 24;
