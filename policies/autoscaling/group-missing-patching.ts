import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";

const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const scheduleType = "aws:scheduler/schedule:Schedule";

export const autoscalingGroupMissingPatching: Policy = {
  name: "aws-autoscaling-group-missing-patching",
  description: "If nodes start from an image parameter of the account, an enabled schedule updates it.",
  severity: "high",
  controls: ["G22"],
  remediation:
    "Deploy the Patching component, or schedule a function that writes the parameter and refreshes the group; or use AWS's own parameter.",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html",
  types: ["aws:autoscaling/group:Group"],
  check: (group, stack) => {
    if (!stack.referred(group, "launchTemplate", [templateType]).some(takesOwnParameter)) return undefined;
    const schedules = stack.referring(group, "target", [scheduleType]);
    if (schedules.length === 0) return ["no schedule calls a function that updates its image; deploy Patching"];
    return schedules.some((one) => one.text("state") !== "DISABLED") ? [] : [switchedOff(schedules)];
  },
};

/** AWS's public parameters move by themselves. */
function takesOwnParameter(template: Resource): boolean {
  const { imageId } = template.properties;
  return typeof imageId === "string" && !isUnknown(imageId) && /^resolve:ssm:(?!\/aws\/service\/)/.test(imageId);
}

const switchedOff = ([first]: readonly Resource[]): string => `${first?.name} is disabled, so that its image stays; set state: ENABLED`;
