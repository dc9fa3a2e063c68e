import type { Policy } from "../model/policy.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailEnableInsights: Policy = {
  name: "aws-cloudtrail-trail-enable-insights",
  description: "A trail detects unusual rates of calls and errors.",
  severity: "low",
  controls: ["CT-08"],
  remediation: "Set insightSelectors: ApiCallRateInsight, ApiErrorRateInsight.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html",
  types: [trailType],
  check: (trail) => (trail.has("insightSelectors") ? [] : ["insightSelectors is unset; set ApiCallRateInsight and ApiErrorRateInsight"]),
};
