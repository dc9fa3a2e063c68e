import { configHistoryConfigureRetention } from "../../../policies/config/history-configure-retention.ts";
import { configRecorderEnableRecording } from "../../../policies/config/recorder-enable-recording.ts";
import { configRuleConfigureRemediation } from "../../../policies/config/rule-configure-remediation.ts";
import { cases, stackItself } from "../policy-cases.ts";
import { resource } from "../support.ts";

/** An account stack that says that another Region is the account's home. */
const away = { ...stackItself("account"), outputs: { home: false } };
const recorder = (recordingGroup: unknown) => resource("aws:cfg/recorder:Recorder", "recorder", { recordingGroup });
const status = (isEnabled: boolean) => resource("aws:cfg/recorderStatus:RecorderStatus", "recorder", { isEnabled });
const channel = resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel");
const all = { allSupported: true, includeGlobalResourceTypes: true };
const rule = resource("aws:cfg/rule:Rule", "rule", { name: "rule" });
const remedy = (automatic: boolean) =>
  resource("aws:cfg/remediationConfiguration:RemediationConfiguration", "rule", { configRuleName: "rule", automatic });
const retention = (retentionPeriodInDays: number) =>
  resource("aws:cfg/retentionConfiguration:RetentionConfiguration", "r", { retentionPeriodInDays });

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
      "no cfg.RecorderStatus enables the recorder; add one with isEnabled: true",
      "the recorder has no delivery channel; add a cfg.DeliveryChannel",
    ],
    recorder({ allSupported: true }),
    status(false),
  ],
);

cases(
  configRuleConfigureRemediation,
  ["passes an automatic remedy", "compliant", rule, remedy(true)],
  ["refuses one by hand", ["nothing remediates its findings; add an automatic cfg.RemediationConfiguration"], rule, remedy(false)],
);

cases(
  configHistoryConfigureRetention,
  ["passes a year", "compliant", retention(365)],
  ["refuses a month", ["retentionPeriodInDays is 30; set 365 or more"], retention(30)],
);
