import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailEnableLogFileValidation: Policy = {
  name: "aws-cloudtrail-trail-enable-log-file-validation",
  description: "A trail's files are signed, so that changes and gaps are detected.",
  severity: "medium",
  controls: ["CT-03"],
  remediation: "Set enableLogFileValidation: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
  types: [trailType],
  check: (trail) =>
    trail.isTrue("enableLogFileValidation") ? [] : [`enableLogFileValidation is ${show(trail.get("enableLogFileValidation"))}; set true`],
};
