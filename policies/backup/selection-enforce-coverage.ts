import type { Policy } from "../model/policy.ts";
import { isReplica } from "../rds/types.ts";
import { takesLogs } from "../s3/logs.ts";
import { buckets } from "../s3/types.ts";
import { saysWhyNot, selection, selects, stateful } from "./types.ts";

export const backupSelectionEnforceCoverage: Policy = {
  name: "aws-backup-selection-enforce-coverage",
  description: "Every resource with data is in a backup plan, by its ARN or by a tag, or has a tag not-backed-up with the reason.",
  severity: "high",
  controls: [
    "BKP-01",
    {
      key: "G9",
      service: "What no other tool checks",
      control: "The backup plan covers every stateful resource",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name the resource, or a tag that it has, in a Selection of the backup plan.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
  types: Object.keys(stateful),
  check: (resource, stack) => {
    const logs = buckets.includes(resource.type) && takesLogs(resource, stack);
    if (logs || saysWhyNot(resource) || (resource.type.startsWith("aws:rds/") && isReplica(resource))) return undefined;
    const selections = stack.ofType(selection);
    if (selections.some((chosen) => selects(chosen, resource, stack))) return [];
    return [
      selections.length === 0
        ? "no backup plan has a Selection; add one for the resource"
        : "no backup plan's Selection includes it; add its ARN or tag",
    ];
  },
};
