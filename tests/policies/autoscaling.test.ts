import { autoscalingGroupConfigureNodeAge } from "../../policies/autoscaling/group-configure-node-age.ts";
import { autoscalingGroupConfigurePropagatedTags } from "../../policies/autoscaling/group-configure-propagated-tags.ts";
import { autoscalingGroupDisallowLaunchConfiguration } from "../../policies/autoscaling/group-disallow-launch-configuration.ts";
import { autoscalingGroupEnforceLoadBalancerHealth } from "../../policies/autoscaling/group-enforce-load-balancer-health.ts";
import { autoscalingGroupMissingPatching } from "../../policies/autoscaling/group-missing-patching.ts";
import { maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const type = "aws:autoscaling/group:Group";
const group = maker(type);
const attached = resource(
  "aws:autoscaling/attachment:Attachment",
  "one",
  { autoscalingGroupName: unknown },
  { propertyDependencies: { autoscalingGroupName: [urnOf(type, "one")] } },
);
const instanceRefresh = { strategy: "Rolling" };
const template = (imageId: string) => resource("aws:ec2/launchTemplate:LaunchTemplate", "web", { id: "lt-1", imageId });
const templated = group({ launchTemplate: { id: "lt-1" } });
const schedule = (state: string) =>
  resource(
    "aws:scheduler/schedule:Schedule",
    "patching",
    { state, target: unknown },
    { propertyDependencies: { target: [urnOf(type, "one")] } },
  );

testCases([
  [autoscalingGroupMissingPatching, "AWS's own parameter", "notApplicable", templated, template("resolve:ssm:/aws/service/ami")],
  [autoscalingGroupMissingPatching, "a pinned image", "notApplicable", templated, template("ami-0123456789abcdef0")],
  [autoscalingGroupMissingPatching, "a parameter that is moved", [], templated, template("resolve:ssm:/shop/image"), schedule("ENABLED")],
  [
    autoscalingGroupMissingPatching,
    "a parameter that nothing moves",
    ["no schedule calls a function that updates its image; deploy Patching"],
    templated,
    template("resolve:ssm:/shop/image"),
  ],
  [
    autoscalingGroupMissingPatching,
    "a schedule that is off",
    ["patching is disabled, so that its image stays; set state: ENABLED"],
    templated,
    template("resolve:ssm:/shop/image"),
    schedule("DISABLED"),
  ],
  [autoscalingGroupEnforceLoadBalancerHealth, "a group behind nothing", "notApplicable", group()],
  [
    autoscalingGroupEnforceLoadBalancerHealth,
    "the load balancer judges",
    [],
    group({ targetGroupArns: [unknown], healthCheckType: "ELB" }),
  ],
  [
    autoscalingGroupEnforceLoadBalancerHealth,
    "EC2 judges",
    ["healthCheckType is EC2; set ELB"],
    group({ targetGroupArns: ["arn"], healthCheckType: "EC2" }),
  ],
  [autoscalingGroupEnforceLoadBalancerHealth, "attached from outside", ["healthCheckType is unset; set ELB"], group(), attached],
  [autoscalingGroupDisallowLaunchConfiguration, "a template", [], group({ launchTemplate: { id: unknown } })],
  [autoscalingGroupDisallowLaunchConfiguration, "several templates", [], group({ mixedInstancesPolicy: { launchTemplate: {} } })],
  [
    autoscalingGroupDisallowLaunchConfiguration,
    "a configuration",
    ["launchConfiguration is set; set launchTemplate"],
    group({ launchConfiguration: "old" }),
  ],
  [autoscalingGroupDisallowLaunchConfiguration, "nothing", ["launchTemplate is unset; name a launch template"], group()],
  [
    autoscalingGroupConfigurePropagatedTags,
    "handed on",
    [],
    group({ tags: [{ key: "environment", value: "prod", propagateAtLaunch: true }] }),
  ],
  [
    autoscalingGroupConfigurePropagatedTags,
    "one is not",
    ["tags.0.propagateAtLaunch (environment) is false; set true"],
    group({ tags: [{ key: "environment", value: "prod", propagateAtLaunch: false }] }),
  ],
  [autoscalingGroupConfigurePropagatedTags, "none", ["tags is unset; set tags with propagateAtLaunch: true"], group()],
  [autoscalingGroupConfigureNodeAge, "two weeks", [], group({ maxInstanceLifetime: 1209600, instanceRefresh })],
  [
    autoscalingGroupConfigureNodeAge,
    "a year",
    ["maxInstanceLifetime is 31536000; set 1209600"],
    group({ maxInstanceLifetime: 31536000, instanceRefresh }),
  ],
  [
    autoscalingGroupConfigureNodeAge,
    "nothing is said",
    ["maxInstanceLifetime is unset; set 1209600", "instanceRefresh is unset, so that nodes keep the old template; set strategy Rolling"],
    group(),
  ],
  [
    autoscalingGroupConfigureNodeAge,
    "AWS decides",
    "unknown",
    resource(type, "one", { maxInstanceLifetime: unknown }, { propertyDependencies: { maxInstanceLifetime: ["urn"] } }),
  ],
]);
