import type { Policy } from "../model/policy.ts";

const configurationType = "aws:ec2/launchConfiguration:LaunchConfiguration";

export const autoscalingGroupDisallowLaunchConfiguration: Policy = {
  name: "aws-autoscaling-group-disallow-launch-configuration",
  description: "Auto Scaling groups use launch templates instead of the deprecated launch configurations.",
  severity: "low",
  controls: ["ASG-02"],
  remediation: "Replace the launch configuration by an aws.ec2.LaunchTemplate.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-9",
  types: ["aws:autoscaling/group:Group", configurationType],
  check: (resource) => {
    if (resource.type === configurationType) return ["a launch configuration is created; use a launch template"];
    if (resource.has("launchConfiguration")) return ["launchConfiguration is set; set launchTemplate"];
    return resource.has("launchTemplate") || resource.has("mixedInstancesPolicy")
      ? []
      : ["launchTemplate is unset; name a launch template"];
  },
};
