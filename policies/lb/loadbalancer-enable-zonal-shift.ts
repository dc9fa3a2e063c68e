import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerEnableZonalShift: Policy = {
  name: "aws-lb-loadbalancer-enable-zonal-shift",
  description: "Application Load Balancers can be shifted away from an impaired Availability Zone with one call.",
  severity: "low",
  controls: [
    {
      key: "ALB-15",
      service: "ELB (ALB)",
      control: "Zonal shift on",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set enableZonalShift: true.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-zonal-shift.html",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) !== "application") return undefined;
    return balancer.isTrue("enableZonalShift") ? [] : [`enableZonalShift is ${show(balancer.get("enableZonalShift"))}; set true`];
  },
};
