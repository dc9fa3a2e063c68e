import { metrics, unsuccessfulWindows } from "../../domain/contracts/patch-window.ts";
import { nearDays } from "../../domain/defaults/lifecycle.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** Arguments for the alarms of a store's patching. */
export interface PatchingAlarmArgs {
  readonly stack: string;
  readonly functionName: AlarmPlan["dimensions"][string];
  /** Maximum days from one window to the next, with freezes between them. */
  readonly longestGapDays: number;
}

/** Days that an image may be old: PCI DSS 6.3.3 gives critical patches a month. */
const oldestImage = 30;

const hours = 3600;
const day = 24 * hours;

/** The alarms of patching: a window that failed, none for too long, patches or images that are late, an end of fixes, silence. */
export function patchingAlarms({ stack, functionName, longestGapDays }: PatchingAlarmArgs): AlarmPlan[] {
  const on = {
    namespace: functionNamespace(stack),
    dimensions: { stack },
    runbook: "patching",
    statistic: "Maximum",
    comparison: "above",
    period: 6 * hours,
    values: 1,
    // Each look counts, every five minutes.
    silence: { heldBy: "patching-silent" },
  } as const;
  return [
    {
      ...on,
      name: "patch-window-failed",
      meaning: "A patch window failed, was rolled back, was missed, or refused an image",
      metric: metrics.failed,
      threshold: 0,
    },
    {
      ...on,
      name: "patches-overdue",
      meaning: `No window has patched the store for more than ${longestGapDays + 1} days`,
      metric: metrics.daysSincePatched,
      // A day, so that a window is over before it is missed.
      threshold: longestGapDays + 1,
    },
    {
      ...on,
      name: "patches-missing",
      meaning: "Nodes have lacked patches on each day of a week, a window among them",
      runbook: "patches-missing",
      metric: metrics.missingPatches,
      statistic: "Minimum",
      threshold: 0,
      period: day,
      values: 7,
    },
    {
      ...on,
      name: "patch-state-unknown",
      meaning: "For a day a node has had no patch state, or an old one: its missing patches are unknown",
      runbook: "patches-missing",
      metric: metrics.unknownNodes,
      // A node that has just been started is scanned within the hour: the least of each period counts.
      statistic: "Minimum",
      threshold: 0,
      values: 4,
    },
    {
      ...on,
      name: "patch-windows-in-vain",
      meaning: `${unsuccessfulWindows} patch windows in a row were unsuccessful: the store gets no patches`,
      metric: metrics.inVain,
      threshold: unsuccessfulWindows - 1,
    },
    {
      ...on,
      name: "foreign-image",
      meaning: "New nodes would start from an image that EC2 does not report as Amazon's: it may have been planted",
      metric: metrics.foreignImage,
      threshold: 0,
      // Auto scaling may start one at any minute.
      period: hours / 4,
    },
    {
      ...on,
      name: "image-age",
      meaning: `The nodes' image is older than ${oldestImage} days`,
      runbook: "image-age",
      metric: metrics.imageAgeDays,
      threshold: oldestImage,
    },
    {
      ...on,
      name: "end-of-life",
      meaning: `A component of the store reaches its end of support in ${nearDays} days`,
      runbook: "end-of-life",
      metric: metrics.daysToEndOfLife,
      comparison: "below",
      threshold: nearDays,
      period: day,
    },
    {
      ...on,
      name: "patching-silent",
      meaning: "The function that opens patch windows does not run",
      namespace: "AWS/Lambda",
      metric: "Invocations",
      dimensions: { FunctionName: functionName },
      statistic: "Sum",
      comparison: "below",
      threshold: 1,
      period: hours,
      silence: "fires",
    },
    ...functionAlarms({
      name: "patching",
      functionName,
      meaning: "The function that patches the store fails",
      runbook: "patching",
      heldBy: "patching-silent",
    }),
  ];
}
