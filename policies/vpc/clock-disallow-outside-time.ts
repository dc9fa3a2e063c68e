import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import { aclTypes, allowed } from "./acls.ts";
import { isPrivate } from "./cidr.ts";
import { eachRule, typesWithRules } from "./each-rule.ts";
import { admits, showPorts } from "./rules.ts";

const ofRules = eachRule("egress", (rule) =>
  admits(rule, 123, "udp")
    ? rule
        .cidrs()
        .filter((cidr) => !isPrivate(cidr))
        .map((cidr) => `${showPorts(rule)} to ${cidr} allows other time servers; remove it, 169.254.169.123 needs no rule`)
    : [],
);

export const vpcClockDisallowOutsideTime: Policy = {
  name: "aws-vpc-clock-disallow-outside-time",
  description: "Clocks use Amazon Time Sync only: NTP does not leave the VPC.",
  severity: "medium",
  controls: ["G19"],
  remediation: "Remove UDP 123 from egress; 169.254.169.123 is reached without a rule.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/set-time.html",
  types: [...typesWithRules, ...aclTypes],
  check: (resource, stack) => {
    if (!aclTypes.includes(resource.type)) return ofRules(resource, stack);
    // Replies to callers of the internet use high ports; only what names the port is judged.
    return collect(
      allowed(resource, "egress", stack).filter((entry) => entry.protocol === "udp" && admits(entry, 123, "udp") && !isPrivate(entry.cidr)),
      (entry) => [`${showPorts(entry)} to ${entry.cidr} allows other time servers; remove it, 169.254.169.123 needs no rule`],
    );
  },
};
