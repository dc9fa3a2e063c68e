import type { Policy } from "../model/policy.ts";
import { anyType } from "../model/stack.ts";
import { foreignNames } from "./foreign-names.ts";

export const pulumiResourceDisallowForeignHosts: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-hosts",
  description:
    "Hosts that a store or an account sends to, accepts identities from, or points DNS names to are its own, AWS's, or in its settings.",
  severity: "high",
  controls: [
    {
      key: "G34",
      service: "What no other tool checks",
      control: "No URL, email address, identity provider or DNS target that the settings do not name",
      pci: ["1.3.2", "1.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Remove the address, or name its host or domain in the stack's settings.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html",
  types: [anyType],
  check: (resource, stack) => (stack.isOurs ? foreignNames(resource, stack, ["host", "address"]) : undefined),
};
