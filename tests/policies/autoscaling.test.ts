import { autoscalingConfigureNodeAge } from "../../policies/autoscaling/configure-node-age.ts";
import { autoscalingConfigurePropagatedTags } from "../../policies/autoscaling/configure-propagated-tags.ts";
import { autoscalingDisallowLaunchConfiguration } from "../../policies/autoscaling/disallow-launch-configuration.ts";
import { autoscalingEnforceLoadBalancerHealth } from "../../policies/autoscaling/enforce-load-balancer-health.ts";
import { autoscalingMissingPatching } from "../../policies/autoscaling/missing-patching.ts";
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
  [autoscalingMissingPatching, "AWS's own parameter", "notApplicable", templated, template("resolve:ssm:/aws/service/ami")],
  [autoscalingMissingPatching, "a pinned image", "notApplicable", templated, template("ami-0123456789abcdef0")],
  [autoscalingMissingPatching, "a parameter that is moved", [], templated, template("resolve:ssm:/shop/image"), schedule("ENABLED")],
  [
    autoscalingMissingPatching,
    "a parameter that nothing moves",
    ["no schedule calls what moves its image; deploy Patching"],
    templated,
    template("resolve:ssm:/shop/image"),
  ],
  [
    autoscalingMissingPatching,
    "a schedule that is off",
    ["patching is switched off, so its image stays; set state: ENABLED"],
    templated,
    template("resolve:ssm:/shop/image"),
    schedule("DISABLED"),
  ],
  [autoscalingEnforceLoadBalancerHealth, "a group behind nothing", "notApplicable", group()],
  [autoscalingEnforceLoadBalancerHealth, "the load balancer judges", [], group({ targetGroupArns: [unknown], healthCheckType: "ELB" })],
  [
    autoscalingEnforceLoadBalancerHealth,
    "EC2 judges",
    ["healthCheckType is EC2; set ELB"],
    group({ targetGroupArns: ["arn"], healthCheckType: "EC2" }),
  ],
  [autoscalingEnforceLoadBalancerHealth, "attached from outside", ["healthCheckType is unset; set ELB"], group(), attached],
  [autoscalingDisallowLaunchConfiguration, "a template", [], group({ launchTemplate: { id: unknown } })],
  [autoscalingDisallowLaunchConfiguration, "several templates", [], group({ mixedInstancesPolicy: { launchTemplate: {} } })],
  [
    autoscalingDisallowLaunchConfiguration,
    "a configuration",
    ["launchConfiguration is set; set launchTemplate"],
    group({ launchConfiguration: "old" }),
  ],
  [autoscalingDisallowLaunchConfiguration, "nothing", ["launchTemplate is unset; name one"], group()],
  [autoscalingConfigurePropagatedTags, "handed on", [], group({ tags: [{ key: "environment", value: "prod", propagateAtLaunch: true }] })],
  [
    autoscalingConfigurePropagatedTags,
    "one is not",
    ["tags.0.propagateAtLaunch (environment) is false; set true"],
    group({ tags: [{ key: "environment", value: "prod", propagateAtLaunch: false }] }),
  ],
  [autoscalingConfigurePropagatedTags, "none", ["tags is unset; set tags with propagateAtLaunch: true"], group()],
  [autoscalingConfigureNodeAge, "two weeks", [], group({ maxInstanceLifetime: 1209600, instanceRefresh })],
  [
    autoscalingConfigureNodeAge,
    "a year",
    ["maxInstanceLifetime is 31536000; set 1209600"],
    group({ maxInstanceLifetime: 31536000, instanceRefresh }),
  ],
  [
    autoscalingConfigureNodeAge,
    "nothing is said",
    ["maxInstanceLifetime is unset; set 1209600", "instanceRefresh is unset, so nodes keep the old template; set strategy Rolling"],
    group(),
  ],
  [
    autoscalingConfigureNodeAge,
    "AWS decides",
    "unknown",
    resource(type, "one", { maxInstanceLifetime: unknown }, { propertyDependencies: { maxInstanceLifetime: ["urn"] } }),
  ],
]);
