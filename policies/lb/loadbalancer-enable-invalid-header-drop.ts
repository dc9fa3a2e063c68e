import { secureLoadBalancer } from "../../domain/defaults/load-balancer.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerEnableInvalidHeaderDrop: Policy = {
  name: "aws-lb-loadbalancer-enable-invalid-header-drop",
  description: "Load balancers drop headers that HTTP does not allow, by which requests are smuggled.",
  severity: "medium",
  controls: ["ALB-04"],
  remediation: `Set dropInvalidHeaderFields: ${secureLoadBalancer.dropInvalidHeaderFields}.`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) !== "application") return undefined;
    return balancer.isTrue("dropInvalidHeaderFields")
      ? []
      : [`dropInvalidHeaderFields is ${show(balancer.get("dropInvalidHeaderFields"))}; set true`];
  },
};
