import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerEnableHealthCheckLogs: Policy = {
  name: "aws-lb-loadbalancer-enable-health-check-logs",
  description: "Application Load Balancers log why a node is unhealthy.",
  severity: "low",
  controls: [
    {
      key: "ALB-14",
      service: "ELB (ALB)",
      control: "Health check logs on",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set healthCheckLogs with a bucket and enabled: true.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) !== "application") return undefined;
    const at = Array.isArray(balancer.get("healthCheckLogs")) ? "healthCheckLogs.0" : "healthCheckLogs";
    if (!balancer.isTrue(`${at}.enabled`)) return [`healthCheckLogs.enabled is ${show(balancer.get(`${at}.enabled`))}; set true`];
    return balancer.has(`${at}.bucket`) ? [] : ["healthCheckLogs.bucket is unset; name the log bucket"];
  },
};
