import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";

/** Minima and maxima of PCI DSS v4.0.1: 8.3.6 twelve letters and digits, 8.3.7 none of the last four, 8.3.9 ninety days. */
const minima = { minimumPasswordLength: 12, passwordReusePrevention: 4 } as const;
const maxima = { maxPasswordAge: 90 } as const;
const classes = ["requireLowercaseCharacters", "requireUppercaseCharacters", "requireNumbers", "requireSymbols"];

export const iamPasswordPolicyConfigureStrength: Policy = {
  name: "aws-iam-password-policy-configure-strength",
  description: "Passwords have at least 12 characters of all kinds, expire after 90 days and do not repeat the last four.",
  severity: "medium",
  controls: ["IAM-01"],
  remediation:
    "Set minimumPasswordLength: 12, passwordReusePrevention: 4, maxPasswordAge: 90 and the four kinds of characters, or stricter.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-10",
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  check: (policy) => [
    ...Object.entries(minima).flatMap(([property, value]) =>
      (policy.number(property) ?? 0) >= value ? [] : [`${property} is ${show(policy.get(property))}; set ${value} or more`],
    ),
    ...Object.entries(maxima).flatMap(([property, value]) =>
      between(policy, property, value) ? [] : [`${property} is ${show(policy.get(property))}; set ${value} or less`],
    ),
    ...classes.flatMap((property) => (policy.isTrue(property) ? [] : [`${property} is ${show(policy.get(property))}; set true`])),
  ],
};

const between = (policy: Resource, property: string, max: number) => {
  const value = policy.number(property) ?? 0;
  return value >= 1 && value <= max;
};
