import { block } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { isTrue, show } from "../model/values.ts";
import { userPoolType } from "./types.ts";

/** PCI DSS 4.0.1: 8.3.6 twelve characters, 8.3.7 none of the last four. */
const minima = { minimumLength: 12, passwordHistorySize: 4 } as const;
const kinds = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"];
/** Days that a first password holds (8.3.5): Security Hub's own bound. */
const FIRST_PASSWORD_DAYS = 7;

export const cognitoUserpoolConfigurePasswordStrength: Policy = {
  name: "aws-cognito-userpool-configure-password-strength",
  description: "Passwords of a user pool have at least 12 characters of all kinds and do not repeat the last four.",
  severity: "medium",
  controls: ["COG-03"],
  remediation: "Set passwordPolicy: minimumLength 12, passwordHistorySize 4, the four kinds, temporaryPasswordValidityDays 7 or less.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-3",
  types: [userPoolType],
  check: (pool) => {
    const policy = block(pool.get("passwordPolicy")) ?? {};
    const days = Number(policy.temporaryPasswordValidityDays ?? FIRST_PASSWORD_DAYS);
    return [
      ...Object.entries(minima).flatMap(([property, value]) =>
        Number(policy[property] ?? 0) >= value ? [] : [`passwordPolicy.${property} is ${show(policy[property])}; set ${value} or more`],
      ),
      ...kinds.flatMap((property) =>
        isTrue(policy[property]) ? [] : [`passwordPolicy.${property} is ${show(policy[property])}; set true`],
      ),
      ...(days <= FIRST_PASSWORD_DAYS
        ? []
        : [`passwordPolicy.temporaryPasswordValidityDays is ${show(days)}; set ${FIRST_PASSWORD_DAYS} or less`]),
    ];
  },
};
