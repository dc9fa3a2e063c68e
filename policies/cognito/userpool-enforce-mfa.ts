import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolEnforceMfa: Policy = {
  name: "aws-cognito-userpool-enforce-mfa",
  description: "Nobody signs in to a user pool without a second factor from an app, never by SMS.",
  severity: "high",
  controls: ["COG-01"],
  remediation: 'Set mfaConfiguration: "ON" and softwareTokenMfaConfiguration.enabled: true, and take smsConfiguration out.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-5",
  types: [userPoolType],
  check: (pool) => [
    ...(pool.text("mfaConfiguration") === "ON" ? [] : [`mfaConfiguration is ${show(pool.get("mfaConfiguration"))}; set ON`]),
    ...(pool.isTrue("softwareTokenMfaConfiguration.enabled") || pool.isTrue("softwareTokenMfaConfiguration.0.enabled")
      ? []
      : ["softwareTokenMfaConfiguration is off; set enabled: true"]),
    ...(pool.has("smsConfiguration") ? ["smsConfiguration is set: codes by SMS can be had from the network; take it out"] : []),
  ],
};
