import type { Policy } from "../model/policy.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailEnableEncryption: Policy = {
  name: "aws-cloudtrail-trail-enable-encryption",
  description: "A trail's logs are encrypted with a customer-managed key.",
  severity: "medium",
  controls: ["CT-02"],
  remediation: "Set kmsKeyId to a customer-managed key whose policy allows CloudTrail.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
  types: [trailType],
  check: (trail) => (trail.has("kmsKeyId") ? [] : ["kmsKeyId is unset; set a customer-managed key"]),
};
