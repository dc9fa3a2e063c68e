import type { Policy } from "../model/policy.ts";
import { anyType } from "../model/stack.ts";
import { strangers } from "./strangers.ts";

export const pulumiResourceDisallowForeignHosts: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-hosts",
  description:
    "Addresses that a store or an account sends to, takes people or jobs from, or gives its names to are its own, AWS's, or in its settings.",
  severity: "high",
  controls: [
    {
      key: "G34",
      service: "What no other tool checks",
      control: "No URL, mail address, identity provider or DNS target that nobody named",
      pci: ["1.3.2", "1.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Take the address away, or name its host or domain in the stack's settings.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html",
  types: [anyType],
  check: (resource, stack) => (stack.isOurs ? strangers(resource, stack, ["host", "address"]) : undefined),
};
