import { backupPlanEnforcePlannedRules } from "../../../policies/backup/plan-enforce-planned-rules.ts";
import type { ExportedResource } from "../../../policies/model/graph.ts";
import { testCases } from "../data-cases.ts";
import { resource, unknown } from "../support.ts";

const policy = backupPlanEnforcePlannedRules;
const days = { continuous: 14, daily: 35, weekly: 0, monthly: 400 };
/** A store whose settings want that, with parts of {@link Intended} that are not asked for here. */
const store = (backup?: object) =>
  resource("pulumi:pulumi:Stack", "whole", { intended: { form: 1, firewall: {}, paymentPage: {}, guard: {}, names: {}, backup } });
const wanted = store({ days, copies: 1 });
const rule = (ruleName: string, schedule: string, deleteAfter: number, copyDays: readonly number[] = [deleteAfter]) => ({
  ruleName,
  schedule,
  lifecycle: { deleteAfter },
  copyActions: copyDays.map((kept) => ({ destinationVaultArn: unknown, lifecycle: { deleteAfter: kept } })),
});
const plan = (...rules: readonly object[]): ExportedResource => resource("aws:backup/plan:Plan", "plan", { rules });
const daily = rule("daily", "cron(0 5 ? * * *)", 35);
const monthly = rule("monthly", "cron(0 5 1 * ? *)", 400);
const continuous = (kept: number) => ({ ...rule("continuous", "cron(0 5 ? * * *)", kept, []), enableContinuousBackup: true });

testCases([
  [policy, "rules as the settings say are compliant", [], wanted, plan(daily, monthly)],
  [policy, "continuous backups are a plan of their own", [], wanted, plan(continuous(14))],
  [
    policy,
    "a rule that is gone is reported",
    ["the rule monthly is missing, by which backups are kept for 400 days; put it back"],
    wanted,
    plan(daily),
  ],
  [
    policy,
    "backups of a day are reported",
    ["rules.0.lifecycle.deleteAfter is 1; the settings give 35"],
    wanted,
    plan(rule("daily", "rate(1 day)", 1, [35]), monthly),
  ],
  [
    policy,
    "copies that are kept for a shorter time are reported",
    ["rules.1.copyActions.0.lifecycle.deleteAfter is 35; the settings give 400"],
    wanted,
    plan(daily, rule("monthly", "cron(0 5 1 * ? *)", 400, [35])),
  ],
  [
    policy,
    "daily backups that are made each week are reported",
    ["rules.0.schedule is cron(0 5 ? * SUN *); make daily backups"],
    wanted,
    plan(rule("daily", "cron(0 5 ? * SUN *)", 35), monthly),
  ],
  [
    policy,
    "a copy too few is reported",
    ["rules.1.copyActions has 1 vaults; the settings give 2"],
    store({ days, copies: 2 }),
    plan(rule("daily", "rate(1 day)", 35, [35, 35]), monthly),
  ],
  [
    policy,
    "seconds that are kept for a week are reported",
    ["rules.0.lifecycle.deleteAfter is 7; the settings give 14"],
    wanted,
    plan(continuous(7)),
  ],
  [policy, "rules that only AWS knows are unknown", "unknown", wanted, resource("aws:backup/plan:Plan", "plan", { rules: unknown })],
  [policy, "a store of an older program is not asked", "notApplicable", store(), plan(daily)],
]);
