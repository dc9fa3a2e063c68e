import { guarddutyDetectorEnableDetection } from "../../../policies/guardduty/detector-enable-detection.ts";
import { guarddutyDetectorEnableFeatures } from "../../../policies/guardduty/detector-enable-features.ts";
import { guarddutyDetectorEnableMalwareProtection } from "../../../policies/guardduty/detector-enable-malware-protection.ts";
import { cases } from "../policy-cases.ts";
import { resource } from "../support.ts";

const detector = (properties: Record<string, unknown> = {}) =>
  resource("aws:guardduty/detector:Detector", "detector", { id: "d-1", ...properties });
const feature = (name: string, parts: readonly string[] = [], state = "ENABLED") =>
  resource("aws:guardduty/detectorFeature:DetectorFeature", name, {
    detectorId: "d-1",
    name,
    status: state,
    additionalConfigurations: parts.map((part) => ({ name: part, status: "ENABLED" })),
  });
const runtime = feature("RUNTIME_MONITORING", ["EC2_AGENT_MANAGEMENT"]);

cases(
  guarddutyDetectorEnableDetection,
  ["passes AWS's default", "compliant", detector()],
  ["refuses one switched off", ["enable is false; set true"], detector({ enable: false })],
);

cases(
  guarddutyDetectorEnableFeatures,
  ["passes all three", "compliant", detector(), feature("S3_DATA_EVENTS"), feature("RDS_LOGIN_EVENTS"), runtime],
  [
    "passes buckets by the older form",
    "compliant",
    detector({ datasources: { s3Logs: { enable: true } } }),
    feature("RDS_LOGIN_EVENTS"),
    runtime,
  ],
  [
    "refuses one switched off, and nodes without agent",
    ["S3_DATA_EVENTS is off; enable it", "RUNTIME_MONITORING with EC2_AGENT_MANAGEMENT is off; enable it"],
    detector(),
    feature("S3_DATA_EVENTS", [], "DISABLED"),
    feature("RDS_LOGIN_EVENTS"),
    feature("RUNTIME_MONITORING"),
  ],
  [
    "asks for functions where there are any",
    ["LAMBDA_NETWORK_LOGS is off; enable it"],
    detector(),
    feature("S3_DATA_EVENTS"),
    feature("RDS_LOGIN_EVENTS"),
    runtime,
    resource("aws:lambda/function:Function", "f"),
  ],
);

cases(
  guarddutyDetectorEnableMalwareProtection,
  ["passes the feature", "compliant", detector(), feature("EBS_MALWARE_PROTECTION")],
  ["refuses none", ["EBS_MALWARE_PROTECTION is off; enable it"], detector()],
);
