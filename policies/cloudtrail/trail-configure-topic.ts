import type { Policy } from "../model/policy.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailConfigureTopic: Policy = {
  name: "aws-cloudtrail-trail-configure-topic",
  description: "A trail notifies a topic of each file that it delivers.",
  severity: "low",
  controls: ["CT-09"],
  remediation: "Set snsTopicName to a topic whose policy allows CloudTrail.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
  types: [trailType],
  advisoryBecause: "alarms on the trail's log group report more, and sooner, than a message for each file",
  check: (trail) => (trail.has("snsTopicName") ? [] : ["snsTopicName is unset; set a topic"]),
};
