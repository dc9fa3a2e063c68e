import type { Policy } from "../model/policy.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailConfigureLogGroup: Policy = {
  name: "aws-cloudtrail-trail-configure-log-group",
  description: "A trail is also delivered to CloudWatch Logs, where alarms can see it.",
  severity: "medium",
  controls: ["CT-04"],
  remediation: "Set cloudWatchLogsGroupArn, and cloudWatchLogsRoleArn to a role that may write there.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
  types: [trailType],
  check: (trail) =>
    ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"]
      .filter((property) => !trail.has(property))
      .map((property) => `${property} is unset; set it`),
};
