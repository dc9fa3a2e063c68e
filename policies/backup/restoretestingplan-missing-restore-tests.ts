import { type Policy, wholeStack } from "../model/policy.ts";
import { daysBetween } from "../model/schedules.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { takesLogs } from "../s3/logs.ts";
import { saysWhyNot, stateful } from "./types.ts";

const testing = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const testedSelection = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const maxDays = 31;

export const backupRestoretestingplanMissingRestoreTests: Policy = {
  name: "aws-backup-restoretestingplan-missing-restore-tests",
  description: "Each kind of data is restored from its backup every month, to prove that it can be.",
  severity: "high",
  controls: [
    {
      key: "G7",
      service: "What no other tool checks",
      control: "Restores are tested on a schedule",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Add a RestoreTestingPlan that runs at least monthly, and a RestoreTestingSelection for each kind of data.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html",
  types: [wholeStack, testing],
  check: (resource, stack) => (resource.type === testing ? tooRare(resource) : untested(stack)),
};

function tooRare(plan: Resource): string[] {
  const days = daysBetween(plan.text("scheduleExpression"));
  return days !== undefined && days <= maxDays ? [] : [`restores are tested every ${show(days)} days; set ${maxDays} or less`];
}

function untested(stack: Stack): string[] | undefined {
  const data = stack.ofType(...Object.keys(stateful)).filter((one) => stateful[one.type] !== "S3" && !saysWhyNot(one));
  const files = stack
    .ofType("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
    .filter((bucket) => !takesLogs(bucket, stack) && !saysWhyNot(bucket));
  const kinds = new Set([...data, ...files].flatMap(({ type }) => stateful[type] ?? []));
  if (kinds.size === 0) return undefined;
  const plans = stack.ofType(testing);
  const tested = stack
    .ofType(testedSelection)
    .filter((chosen) => plans.some((plan) => stack.refersTo(chosen, "restoreTestingPlanName", plan)))
    .map((chosen) => chosen.text("protectedResourceType"));
  return [...kinds]
    .filter((kind) => !tested.includes(kind))
    .map((kind) => `no restore of ${kind} is tested; add a RestoreTestingSelection for it`);
}
