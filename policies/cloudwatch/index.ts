import type { Policy } from "../model/policy.ts";
import { cloudwatchConfigureLogRetention } from "./configure-log-retention.ts";
import { cloudwatchEnableAlarmActions } from "./enable-alarm-actions.ts";
import { cloudwatchEnableLogEncryption } from "./enable-log-encryption.ts";
import { cloudwatchMissingAccountAlarms } from "./missing-account-alarms.ts";
import { cloudwatchMissingAlarm } from "./missing-alarm.ts";
import { cloudwatchMissingCanary } from "./missing-canary.ts";
import { cloudwatchMissingFindingAlerts } from "./missing-finding-alerts.ts";
import { cloudwatchMissingSubscriber } from "./missing-subscriber.ts";

/** The policies about CloudWatch and EventBridge: logs that last, alarms that somebody hears. */
export const cloudwatch: readonly Policy[] = [
  cloudwatchConfigureLogRetention,
  cloudwatchEnableLogEncryption,
  cloudwatchEnableAlarmActions,
  cloudwatchMissingSubscriber,
  cloudwatchMissingAlarm,
  cloudwatchMissingAccountAlarms,
  cloudwatchMissingFindingAlerts,
  cloudwatchMissingCanary,
];
