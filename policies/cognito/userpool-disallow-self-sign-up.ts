import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { isTrue, show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

export const cognitoUserpoolDisallowSelfSignUp: Policy = {
  name: "aws-cognito-userpool-disallow-self-sign-up",
  description: "Only administrators create accounts for staff; self sign-up is disabled.",
  severity: "critical",
  controls: ["COG-02"],
  remediation: "Set adminCreateUserConfig.allowAdminCreateUserOnly: true.",
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html",
  types: [userPoolType],
  check: (pool) => {
    const value = block(pool.get("adminCreateUserConfig"))?.allowAdminCreateUserOnly;
    return isTrue(value) ? [] : [`adminCreateUserConfig.allowAdminCreateUserOnly is ${show(value)}; set true`];
  },
};
