import type { Policy } from "../model/policy.ts";
import { acmConfigureKeyAlgorithm } from "./configure-key-algorithm.ts";
import { acmConfigureValidation } from "./configure-validation.ts";
import { acmDisallowWildcard } from "./disallow-wildcard.ts";
import { acmEnableTransparencyLogging } from "./enable-transparency-logging.ts";
import { acmMissingExpiryAlarm } from "./missing-expiry-alarm.ts";
import { acmMissingRenewal } from "./missing-renewal.ts";

/** The policies about certificates. */
export const acm: readonly Policy[] = [
  acmConfigureKeyAlgorithm,
  acmConfigureValidation,
  acmMissingExpiryAlarm,
  acmMissingRenewal,
  acmEnableTransparencyLogging,
  acmDisallowWildcard,
];
