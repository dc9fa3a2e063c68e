import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

const groupType = "aws:autoscaling/group:Group";

export const autoscalingGroupEnforceLoadBalancerHealth: Policy = {
  name: "aws-autoscaling-group-enforce-load-balancer-health",
  description: "A group behind a load balancer replaces nodes that the load balancer finds unhealthy.",
  severity: "medium",
  controls: ["ASG-01"],
  remediation: 'Set healthCheckType: "ELB".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1",
  types: [groupType],
  check: (group, stack) => {
    const isServed =
      ["targetGroupArns", "loadBalancers", "trafficSources"].some((property) => group.has(property)) ||
      ["aws:autoscaling/attachment:Attachment", "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"].some(
        (type) => stack.referring(group, "autoscalingGroupName", [type]).length > 0,
      );
    if (!isServed) return undefined;
    const kind = group.text("healthCheckType");
    return kind?.split(",").includes("ELB") ? [] : [`healthCheckType is ${show(kind)}; set ELB`];
  },
};
