import type { Policy } from "../model/policy.ts";
import { detectorType, hasFeature } from "./features.ts";

export const guarddutyDetectorEnableFeatures: Policy = {
  name: "aws-guardduty-detector-enable-features",
  description: "The detector watches buckets, databases and nodes from within, and functions and Kubernetes where there are any.",
  severity: "medium",
  controls: ["GD-02", "G18"],
  remediation: "Add a guardduty.DetectorFeature with status ENABLED for each; for nodes RUNTIME_MONITORING with EC2_AGENT_MANAGEMENT.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-10",
  types: [detectorType],
  check: (detector, stack) => {
    const used = (type: string) => stack.ofType(type).length > 0;
    const wanted = [
      ["S3_DATA_EVENTS"],
      ["RDS_LOGIN_EVENTS"],
      ["RUNTIME_MONITORING", "EC2_AGENT_MANAGEMENT"],
      ...(used("aws:lambda/function:Function") ? [["LAMBDA_NETWORK_LOGS"]] : []),
      ...(used("aws:eks/cluster:Cluster") ? [["EKS_AUDIT_LOGS"]] : []),
    ];
    return wanted.flatMap(([feature = "", part]) =>
      hasFeature(detector, stack, feature, part) ? [] : [`${[feature, part].filter(Boolean).join(" with ")} is off; enable it`],
    );
  },
};
