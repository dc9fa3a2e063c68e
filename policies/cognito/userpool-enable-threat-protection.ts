import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolEnableThreatProtection: Policy = {
  name: "aws-cognito-userpool-enable-threat-protection",
  description: "Cognito assesses each sign-in and blocks those that look compromised, or whose password has leaked.",
  severity: "medium",
  controls: ["COG-04"],
  remediation: 'Set userPoolTier: "PLUS" and userPoolAddOns.advancedSecurityMode: "ENFORCED".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-1",
  types: [userPoolType],
  check: (pool) => {
    const mode = block(pool.get("userPoolAddOns"))?.advancedSecurityMode;
    const plan = pool.get("userPoolTier");
    return [
      ...(mode === "ENFORCED" ? [] : [`userPoolAddOns.advancedSecurityMode is ${show(mode)}; set ENFORCED`]),
      ...(plan === "PLUS" ? [] : [`userPoolTier is ${show(plan)}, which has no threat protection; set PLUS`]),
    ];
  },
};
