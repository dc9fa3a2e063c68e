import type { Policy } from "../model/policy.ts";
import { unreviewed } from "./reviewed.ts";
import { otherTypes } from "./reviewed-types.ts";

export const pulumiResourceConfigureReviewedValues: Policy = {
  name: "aws-pulumi-resource-configure-reviewed-values",
  description: "What tells, keeps and repeats in a store or an account (deliveries, backups, patching, schedules) does it as was reviewed.",
  severity: "high",
  controls: [
    {
      key: "G40",
      service: "What no other tool checks",
      control: "Backups, restore tests, patching, schedules, deliveries and health checks are not narrowed, slowed or aimed at nothing",
      pci: ["6.3.3", "10.7.2", "12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Put it back; where it is meant, change the component and write policies/pulumi/reviewed.json by npm run docs.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: otherTypes,
  check: (resource, stack) => (stack.isOurs ? unreviewed(resource, stack) : undefined),
};
