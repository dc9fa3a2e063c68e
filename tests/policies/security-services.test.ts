import { configHistoryConfigureRetention } from "../../policies/config/history-configure-retention.ts";
import { configRecorderEnableRecording } from "../../policies/config/recorder-enable-recording.ts";
import { configRuleConfigureRemediation } from "../../policies/config/rule-configure-remediation.ts";
import { guarddutyDetectorEnableDetection } from "../../policies/guardduty/detector-enable-detection.ts";
import { guarddutyDetectorEnableFeatures } from "../../policies/guardduty/detector-enable-features.ts";
import { guarddutyDetectorEnableMalwareProtection } from "../../policies/guardduty/detector-enable-malware-protection.ts";
import { inspectorEnablerEnableTypes } from "../../policies/inspector/enabler-enable-types.ts";
import { securityhubStandardMissingFsbp } from "../../policies/securityhub/standard-missing-fsbp.ts";
import { securityhubStandardMissingPci } from "../../policies/securityhub/standard-missing-pci.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource } from "./support.ts";

/** An account stack that says that another Region is the account's home. */
const away = { ...stackItself("account"), outputs: { home: false } };
const recorder = (recordingGroup: unknown) => resource("aws:cfg/recorder:Recorder", "recorder", { recordingGroup });
const status = (isEnabled: boolean) => resource("aws:cfg/recorderStatus:RecorderStatus", "recorder", { isEnabled });
const channel = resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel");
const all = { allSupported: true, includeGlobalResourceTypes: true };
cases(
  configRecorderEnableRecording,
  ["passes everything, on and delivered", "compliant", recorder(all), status(true), channel],
  [
    "passes no global types where the account's home is elsewhere",
    "compliant",
    away,
    recorder({ allSupported: true }),
    status(true),
    channel,
  ],
  [
    "refuses no global types at home",
    ["recordingGroup.includeGlobalResourceTypes is not set; set true in one Region"],
    stackItself("account"),
    recorder({ allSupported: true }),
    status(true),
    channel,
  ],
  [
    "refuses some types",
    ["recordingGroup.allSupported is false; set true"],
    recorder({ ...all, allSupported: false }),
    status(true),
    channel,
  ],
  [
    "refuses no global types, off, undelivered",
    [
      "recordingGroup.includeGlobalResourceTypes is not set; set true in one Region",
      "no cfg.RecorderStatus switches it on; add one with isEnabled: true",
      "nothing is delivered; add a cfg.DeliveryChannel",
    ],
    recorder({ allSupported: true }),
    status(false),
  ],
);
const rule = resource("aws:cfg/rule:Rule", "rule", { name: "rule" });
const remedy = (automatic: boolean) =>
  resource("aws:cfg/remediationConfiguration:RemediationConfiguration", "rule", { configRuleName: "rule", automatic });
cases(
  configRuleConfigureRemediation,
  ["passes an automatic remedy", "compliant", rule, remedy(true)],
  ["refuses one by hand", ["nothing puts right what it finds; add an automatic cfg.RemediationConfiguration"], rule, remedy(false)],
);
const retention = (retentionPeriodInDays: number) =>
  resource("aws:cfg/retentionConfiguration:RetentionConfiguration", "r", { retentionPeriodInDays });
cases(
  configHistoryConfigureRetention,
  ["passes a year", "compliant", retention(365)],
  ["refuses a month", ["retentionPeriodInDays is 30; set 365 or more"], retention(30)],
);

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

const enabler = (...resourceTypes: string[]) => resource("aws:inspector2/enabler:Enabler", resourceTypes.join(), { resourceTypes });
const inRegion = (region: string) => [
  stackItself("account"),
  resource("pulumi:providers:aws", "aws", { region }),
  enabler("EC2"),
  enabler("LAMBDA"),
  resource("aws:lambda/function:Function", "f"),
];
cases(
  inspectorEnablerEnableTypes,
  ["passes nodes where there is nothing else", "compliant", stackItself("account"), enabler("EC2")],
  ["refuses no nodes", ["EC2 is not scanned; add it to resourceTypes"], stackItself("account"), enabler("ECR")],
  [
    "joins enablers",
    ["LAMBDA_CODE is not scanned; add it to resourceTypes"],
    stackItself("account"),
    enabler("EC2"),
    enabler("LAMBDA"),
    resource("aws:lambda/function:Function", "f"),
  ],
  [
    "asks for functions' code where Inspector reads it",
    ["LAMBDA_CODE is not scanned; add it to resourceTypes"],
    ...inRegion("eu-central-1"),
  ],
  ["and not where it does not", "compliant", ...inRegion("sa-east-1")],
  ["asks nothing where there is no Inspector", "notApplicable", stackItself("prod")],
);

const hub = resource("aws:securityhub/account:Account", "hub");
const standard = (standardsArn: string) => resource("aws:securityhub/standardsSubscription:StandardsSubscription", "pci", { standardsArn });
cases(
  securityhubStandardMissingPci,
  ["passes 4.0.1", "compliant", hub, standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1")],
  [
    "refuses 3.2.1",
    ["the standard is arn:aws:securityhub:eu-central-1::standards/pci-dss/v/3.2.1; subscribe to standards/pci-dss/v/4.0.1"],
    hub,
    standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/3.2.1"),
  ],
  ["refuses none", ["no PCI DSS standard is subscribed; subscribe to standards/pci-dss/v/4.0.1"], hub],
);
const noDefaults = resource("aws:securityhub/account:Account", "hub", { enableDefaultStandards: false });
const lost = "AWS's own standard is not subscribed; subscribe to standards/aws-foundational-security-best-practices/v/1.0.0";
cases(
  securityhubStandardMissingFsbp,
  [
    "passes a subscription",
    "compliant",
    noDefaults,
    standard("arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0"),
  ],
  ["passes a hub that subscribes by itself", "compliant", hub],
  ["refuses another standard alone", [lost], noDefaults, standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1")],
);
