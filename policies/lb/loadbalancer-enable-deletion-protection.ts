import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes } from "./types.ts";

export const lbLoadbalancerEnableDeletionProtection: Policy = {
  name: "aws-lb-loadbalancer-enable-deletion-protection",
  description: "Load balancers have deletion protection; dev stacks may be destroyed.",
  severity: "medium",
  controls: ["ALB-07"],
  remediation: "Set enableDeletionProtection: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",
  types: balancerTypes,
  check: (balancer, stack) => {
    if (stack.environment === "dev") return undefined;
    return balancer.isTrue("enableDeletionProtection")
      ? []
      : [`enableDeletionProtection is ${show(balancer.get("enableDeletionProtection"))}; set true`];
  },
};
