import { maximumNodeAge } from "../../domain/defaults/web.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

/** PCI DSS 6.3.3 gives a month for critical patches. */
const month = 30 * 24 * 3600;

export const autoscalingGroupConfigureNodeAge: Policy = {
  name: "aws-autoscaling-group-configure-node-age",
  description: "Nodes are replaced regularly: none is older than a month, and a change of the launch template replaces all.",
  severity: "medium",
  controls: ["G22"],
  remediation: `Set maxInstanceLifetime (${maximumNodeAge} is 14 days) and instanceRefresh.`,
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html",
  types: ["aws:autoscaling/group:Group"],
  check: (group) => {
    const age = group.number("maxInstanceLifetime");
    const old = age === undefined || age === 0 || age > month ? [`maxInstanceLifetime is ${show(age)}; set ${maximumNodeAge}`] : [];
    const kept = group.has("instanceRefresh")
      ? []
      : ["instanceRefresh is unset, so that nodes keep the old template; set strategy Rolling"];
    return [...old, ...kept];
  },
};
