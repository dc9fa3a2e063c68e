import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, read } from "../model/values.ts";
import { baselineType, maxGap, windowType } from "./types.ts";

/** PCI DSS v4.0.1 6.3.3: critical fixes within one month. */
const month = 30;
const groupTypes = ["aws:ssm/patchGroup:PatchGroup", "aws:ssm/defaultPatchBaseline:DefaultPatchBaseline"];

export const ssmPatchBaselineConfigureApproval: Policy = {
  name: "aws-ssm-patch-baseline-configure-approval",
  description: "A baseline approves critical security fixes so early that the next window installs them within a month, and nodes use it.",
  severity: "high",
  controls: ["G5"],
  remediation:
    "Add an approval rule for security fixes with a small approveAfterDays; register the baseline as default or for a patch group.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approved-rejected-package-name-formats.html",
  types: [baselineType],
  check: (baseline, stack) => {
    const days = baseline.list("approvalRules").filter(takesCritical).map(delayOf);
    const delay = Math.min(...days);
    const gap = gapOf(stack);
    const used = stack.referring(baseline, "baselineId", groupTypes).length > 0;
    return [
      ...(days.length > 0 ? [] : ["no approval rule includes critical security fixes; add one"]),
      ...(days.length > 0 && delay + gap > month
        ? [
            `critical fixes wait ${delay} days for approval and up to ${gap} for a window; set approveAfterDays to ${Math.max(0, month - gap)} or less`,
          ]
        : []),
      ...(used ? [] : ["is neither the default nor registered for a patch group; register it"]),
    ];
  },
};

/** Filters that leave out Security, or its critical fixes, make a rule one for something else. */
function takesCritical(rule: unknown): boolean {
  return asList(read(rule, "patchFilters")).every((filter) => {
    const values = asList(read(filter, "values")).map(String);
    const key = read(filter, "key");
    const wanted =
      key === "CLASSIFICATION"
        ? ["*", "Security", "SecurityUpdates"]
        : key === "SEVERITY" || key === "MSRC_SEVERITY"
          ? ["*", "Critical"]
          : [];
    return wanted.length === 0 || wanted.some((value) => values.includes(value));
  });
}

function delayOf(rule: unknown): number {
  const until = read(rule, "approveUntilDate");
  const days = read(rule, "approveAfterDays");
  // Up to a date: later patches wait until an operator changes the date.
  return until ? Number.POSITIVE_INFINITY : Number(days ?? 0);
}

/** Maximum days for which approved patches wait for a window; 7 if there is none. */
function gapOf(stack: Stack): number {
  const gaps = stack.ofType(windowType).flatMap((window: Resource) => maxGap(window.text("schedule") ?? "") ?? []);
  return gaps.length > 0 ? Math.min(...gaps) : 7;
}
