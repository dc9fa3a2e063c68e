import type { Policy } from "../model/policy.ts";
import { daysBetween } from "../model/schedules.ts";
import { show } from "../model/values.ts";
import { isContinuousExtra, plan, rulesOf } from "./types.ts";

/** Minimum retention, as in AWS's own control. */
const minDays = 35;

export const backupPlanConfigureFrequencyAndRetention: Policy = {
  name: "aws-backup-plan-configure-frequency-and-retention",
  description: `A plan backs up every day, and keeps backups for ${minDays} days or more.`,
  severity: "high",
  controls: ["BKP-02"],
  remediation: `Add a rule with a daily schedule and lifecycle.deleteAfter of ${minDays} or more.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html",
  types: [plan],
  check: (resource, stack) => {
    if (isContinuousExtra(resource, stack)) return undefined;
    const rules = rulesOf(resource).map((rule) => ({
      // Without a schedule, AWS Backup runs a rule each day.
      every: resource.has(`${rule}.schedule`) ? daysBetween(resource.text(`${rule}.schedule`)) : 1,
      kept: resource.number(`${rule}.lifecycle.deleteAfter`) || Number.POSITIVE_INFINITY,
    }));
    if (rules.some(({ every, kept }) => every === 1 && kept >= minDays)) return [];
    const found = rules.map(({ every, kept }) => `each ${show(every)} days for ${kept} days`).join(", ");
    return [`the plan backs up ${found || "never"}; add a daily rule that keeps backups for ${minDays} days or more`];
  },
};
