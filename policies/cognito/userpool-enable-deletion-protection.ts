import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolEnableDeletionProtection: Policy = {
  name: "aws-cognito-userpool-enable-deletion-protection",
  description: "AWS refuses to delete a production user pool.",
  severity: "medium",
  controls: ["COG-06"],
  remediation: 'Set deletionProtection: "ACTIVE".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-6",
  types: [userPoolType],
  check: (pool, stack) => {
    if (stack.environment !== "prod") return undefined;
    const value = pool.get("deletionProtection");
    return value === "ACTIVE" ? [] : [`deletionProtection is ${show(value)}; set ACTIVE`];
  },
};
