import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf } from "./types.ts";

export const lbLoadbalancerEnableAccessLogs: Policy = {
  name: "aws-lb-loadbalancer-enable-access-logs",
  description: "Load balancers log every request.",
  severity: "high",
  controls: ["ALB-06"],
  remediation: "Set accessLogs with a bucket and enabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
  types: balancerTypes,
  check: (balancer) => {
    if (kindOf(balancer) === "gateway") return undefined;
    const at = Array.isArray(balancer.get("accessLogs")) ? "accessLogs.0" : "accessLogs";
    if (!balancer.isTrue(`${at}.enabled`)) return [`accessLogs.enabled is ${show(balancer.get(`${at}.enabled`))}; set true`];
    return balancer.has(`${at}.bucket`) ? [] : ["accessLogs.bucket is unset; name the log bucket"];
  },
};
