import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const autoscalingGroupConfigurePropagatedTags: Policy = {
  name: "aws-autoscaling-group-configure-propagated-tags",
  description: "An Auto Scaling group propagates its tags to its nodes, which patching, inventory and billing rely on.",
  severity: "low",
  controls: ["ASG-03"],
  remediation: "Set tags with propagateAtLaunch: true.",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html",
  types: ["aws:autoscaling/group:Group"],
  check: (group) => {
    const tags = group.list("tags").map((_, index) => `tags.${index}`);
    if (tags.length === 0) return ["tags is unset; set tags with propagateAtLaunch: true"];
    return tags
      .filter((tag) => !group.isTrue(`${tag}.propagateAtLaunch`))
      .map((tag) => `${tag}.propagateAtLaunch (${show(group.get(`${tag}.key`))}) is false; set true`);
  },
};
