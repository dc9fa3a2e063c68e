import type { Policy } from "../model/policy.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerConfigureDesyncMitigation: Policy = {
  name: "aws-lb-loadbalancer-configure-desync-mitigation",
  description: "Load balancers refuse ambiguous requests, which two servers could parse differently.",
  severity: "medium",
  controls: ["ALB-05"],
  remediation: 'Set desyncMitigationMode: "defensive" or "strictest".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) !== "application") return undefined;
    // Defensive where it is unset.
    const mode = balancer.text("desyncMitigationMode") ?? "defensive";
    return ["defensive", "strictest"].includes(mode) ? [] : [`desyncMitigationMode is ${mode}; set defensive`];
  },
};
