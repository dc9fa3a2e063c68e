import type { Intended } from "../../domain/contracts/intended.ts";
import { type BackupRule, backupRules } from "../../domain/defaults/backup.ts";
import { planOf } from "../model/intended.ts";
import type { Policy } from "../model/policy.ts";
import { daysBetween } from "../model/schedules.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { isContinuous, plan, rulesOf } from "./types.ts";

/** Days from one backup to the next, at most. */
const every: Readonly<Record<BackupRule, number>> = { continuous: 1, daily: 1, weekly: 7, monthly: 31 };

export const backupPlanEnforcePlannedRules: Policy = {
  name: "aws-backup-plan-enforce-planned-rules",
  description: "A store's plans make, keep and copy backups as often and as long as its settings say.",
  severity: "high",
  controls: [
    {
      key: "BKP-40",
      service: "AWS Backup",
      control: "Plans make, keep and copy backups as the settings say",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Leave plans to the component Backup, and say in backup.keep how long backups are kept.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  types: [plan],
  check: (resource, stack) => {
    const wanted = planned(stack);
    if (wanted === undefined) return undefined;
    const rules = new Map(rulesOf(resource).map((rule) => [resource.text(`${rule}.ruleName`), rule]));
    return backupRules
      .filter((name) => wanted.days[name] > 0 && (name === "continuous") === isContinuous(resource))
      .flatMap((name) => faults(resource, name, rules.get(name), wanted));
  },
};

const planned = planOf(({ backup }) => backup);

/** What is wrong with the rule of a name; undefined where it is missing. */
function faults(
  resource: Resource,
  name: BackupRule,
  rule: string | undefined,
  { days, copies }: NonNullable<Intended["backup"]>,
): string[] {
  if (rule === undefined) return [`the rule ${name} is missing, by which backups are kept for ${days[name]} days; put it back`];
  const schedule = resource.text(`${rule}.schedule`);
  const gap = daysBetween(schedule);
  const copied = resource.list(`${rule}.copyActions`).map((_, i) => `${rule}.copyActions.${i}`);
  const min = name === "continuous" ? 0 : copies;
  return [
    ...(gap !== undefined && gap <= every[name] ? [] : [`${rule}.schedule is ${show(schedule)}; make ${name} backups`]),
    ...[rule, ...copied].flatMap((at) => kept(resource, at, days[name])),
    ...(copied.length >= min ? [] : [`${rule}.copyActions has ${copied.length} vaults; the settings give ${min}`]),
  ];
}

function kept(resource: Resource, at: string, wanted: number): string[] {
  const days = resource.number(`${at}.lifecycle.deleteAfter`);
  return days === wanted ? [] : [`${at}.lifecycle.deleteAfter is ${show(days)}; the settings give ${wanted}`];
}
