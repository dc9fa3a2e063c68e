import type { Policy } from "../model/policy.ts";
import { configConfigureRemediation } from "./configure-remediation.ts";
import { configConfigureRetention } from "./configure-retention.ts";
import { configEnableRecorder } from "./enable-recorder.ts";
import { configMissingRecorder } from "./missing-recorder.ts";
import { configMissingRules } from "./missing-rules.ts";

/** The policies about AWS Config. */
export const config: readonly Policy[] = [
  configMissingRecorder,
  configEnableRecorder,
  configMissingRules,
  configConfigureRemediation,
  configConfigureRetention,
];
