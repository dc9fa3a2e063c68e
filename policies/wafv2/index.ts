import type { Policy } from "../model/policy.ts";
import { wafv2ConfigureScannerList } from "./configure-scanner-list.ts";
import { wafv2DisallowClassic } from "./disallow-classic.ts";
import { wafv2EnableLogging } from "./enable-logging.ts";
import { wafv2EnableMetrics } from "./enable-metrics.ts";
import { wafv2EnforceBlocking } from "./enforce-blocking.ts";
import { wafv2MissingActions } from "./missing-actions.ts";
import { wafv2MissingBotRules } from "./missing-bot-rules.ts";
import { wafv2MissingKnownBadInputs } from "./missing-known-bad-inputs.ts";
import { wafv2MissingLoginRate } from "./missing-login-rate.ts";
import { wafv2MissingRules } from "./missing-rules.ts";

/** The policies about web ACLs. */
export const wafv2: readonly Policy[] = [
  wafv2ConfigureScannerList,
  wafv2DisallowClassic,
  wafv2EnableLogging,
  wafv2EnableMetrics,
  wafv2EnforceBlocking,
  wafv2MissingActions,
  wafv2MissingBotRules,
  wafv2MissingKnownBadInputs,
  wafv2MissingLoginRate,
  wafv2MissingRules,
];
