import type { Policy } from "../model/policy.ts";
import { guarddutyEnableDetector } from "./enable-detector.ts";
import { guarddutyEnableFeatures } from "./enable-features.ts";
import { guarddutyEnableMalwareProtection } from "./enable-malware-protection.ts";
import { guarddutyMissingDetector } from "./missing-detector.ts";

/** The policies about GuardDuty. */
export const guardduty: readonly Policy[] = [
  guarddutyMissingDetector,
  guarddutyEnableDetector,
  guarddutyEnableFeatures,
  guarddutyEnableMalwareProtection,
];
