import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerEnableCrossZone: Policy = {
  name: "aws-lb-loadbalancer-enable-cross-zone",
  description: "Network and gateway load balancers use the targets of every zone; application load balancers always do.",
  severity: "low",
  controls: ["ALB-10"],
  remediation: "Set enableCrossZoneLoadBalancing: true.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) === "application") return undefined;
    return balancer.isTrue("enableCrossZoneLoadBalancing")
      ? []
      : [`enableCrossZoneLoadBalancing is ${show(balancer.get("enableCrossZoneLoadBalancing"))}; set true`];
  },
};
