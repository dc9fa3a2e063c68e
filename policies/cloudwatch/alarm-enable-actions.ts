import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { alarmTypes } from "./types.ts";

export const cloudwatchAlarmEnableActions: Policy = {
  name: "aws-cloudwatch-alarm-enable-actions",
  description: "Alarms are enabled and have an action for when they fire.",
  severity: "high",
  controls: ["CW-03"],
  remediation: "Set alarmActions to a topic with a subscriber, and leave actionsEnabled true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
  types: alarmTypes,
  check: (alarm, stack) => [
    ...(alarm.get("actionsEnabled") === undefined || alarm.isTrue("actionsEnabled") ? [] : ["actionsEnabled is false; set true"]),
    ...(alarm.has("alarmActions") || isPartOfAnother(alarm, stack) ? [] : ["alarmActions is unset; set a topic"]),
  ],
};

/** Whether a composite alarm includes this one, which then needs no action of its own. */
function isPartOfAnother(alarm: Resource, stack: Stack): boolean {
  const names = [alarm.properties.name, alarm.properties.arn].filter((name) => typeof name === "string" && name !== "");
  return stack
    .ofType("aws:cloudwatch/compositeAlarm:CompositeAlarm")
    .filter(({ urn }) => urn !== alarm.urn)
    .some(
      (other) =>
        other.propertyDependencies.alarmRule?.includes(alarm.urn) ||
        names.some(
          (name) => String(other.properties.alarmRule).includes(`(${name})`) || String(other.properties.alarmRule).includes(`"${name}"`),
        ),
    );
}
