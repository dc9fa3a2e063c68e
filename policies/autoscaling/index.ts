import type { Policy } from "../model/policy.ts";
import { autoscalingConfigureNodeAge } from "./configure-node-age.ts";
import { autoscalingConfigurePropagatedTags } from "./configure-propagated-tags.ts";
import { autoscalingDisallowLaunchConfiguration } from "./disallow-launch-configuration.ts";
import { autoscalingEnforceLoadBalancerHealth } from "./enforce-load-balancer-health.ts";
import { autoscalingMissingPatching } from "./missing-patching.ts";

/** The policies about groups of nodes. */
export const autoscaling: readonly Policy[] = [
  autoscalingConfigureNodeAge,
  autoscalingConfigurePropagatedTags,
  autoscalingDisallowLaunchConfiguration,
  autoscalingEnforceLoadBalancerHealth,
  autoscalingMissingPatching,
];
