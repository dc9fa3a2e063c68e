import { oncePerStack } from "../model/once.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import { keyOf, reviewed } from "./reviewed.ts";

export const pulumiStackMissingReviewedResources: Policy = {
  name: "aws-pulumi-stack-missing-reviewed-resources",
  description: "Each component of a store or an account has the alarms, notices, backups and schedules that were reviewed with it.",
  severity: "high",
  controls: [
    {
      key: "G41",
      service: "What no other tool checks",
      control: "No alarm, filter, notice, backup selection, schedule or log is taken away from beside what it watches",
      pci: ["10.4.1.1", "10.7.2", "12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Put it back; where it is meant, change the component and write policies/pulumi/reviewed.json by npm run docs.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: [wholeStack],
  check: (_, stack) => {
    if (!stack.isOurs) return undefined;
    const has = (key: string) => keys(stack).has(key);
    return belongings.flatMap(({ type, name, beside }) =>
      beside.every(has) && !has(`${type} ${name}`) ? [`${type} ${name} is missing beside ${beside.join(", ")}; put it back`] : [],
    );
  },
};

/** What was reviewed as belonging to something. */
const belongings = Object.entries(reviewed).flatMap(([type, names]) =>
  Object.entries(names).flatMap(([name, row]) => (row.with === undefined ? [] : [{ type, name, beside: row.with }])),
);

const keys = oncePerStack((stack): ReadonlySet<string> => new Set(stack.resources.map(keyOf)));
