import type { Policy } from "../model/policy.ts";
import { detectorType } from "./features.ts";

export const guarddutyDetectorEnableDetection: Policy = {
  name: "aws-guardduty-detector-enable-detection",
  description: "The detector is enabled.",
  severity: "high",
  controls: ["GD-01"],
  remediation: "Set enable: true, or remove it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
  types: [detectorType],
  check: (detector) => (detector.get("enable") === undefined || detector.isTrue("enable") ? [] : ["enable is false; set true"]),
};
