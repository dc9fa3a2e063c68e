import type { Input } from "@pulumi/pulumi";
import { callShown, type NoticePlan } from "./notice-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** Dimensions of a pool's sign-ins. */
export interface PoolDimensions {
  readonly userPoolId: Input<string>;
  readonly clientId: Input<string>;
}

const runbook = "admin-sign-in";

/** The load balancer's alarms on staff sign-ins, with any provider. */
export function signInAlarms(loadBalancer: Input<string>): AlarmPlan[] {
  const on = {
    namespace: "AWS/ApplicationELB",
    dimensions: { LoadBalancer: loadBalancer },
    statistic: "Sum",
    comparison: "above",
    silence: "none",
    runbook,
  } as const;
  return [
    {
      ...on,
      name: "sign-in-errors",
      meaning: "Sign-ins before the administration break: the provider does not answer, or its client is set up wrongly",
      metric: "ELBAuthError",
      threshold: 0,
    },
    {
      ...on,
      name: "sign-in-refused",
      meaning: "Repeated refused sign-ins to the administration, or a code used twice",
      metric: "ELBAuthFailure",
      threshold: 5,
      values: 1,
    },
  ];
}

/**
 * The pool's alarms: failures, and what threat protection finds, where an unknown device, place or address counts
 * (docs.aws.amazon.com/cognito/latest/developerguide/metrics-for-cognito-user-pools.html).
 */
export function poolAlarms({ userPoolId, clientId }: PoolDimensions): AlarmPlan[] {
  const on = { namespace: "AWS/Cognito", statistic: "Sum", comparison: "above", values: 1, silence: "none", runbook } as const;
  const risk = (level: "high" | "medium") => ({ Operation: "SignIn", UserPoolId: userPoolId, RiskLevel: level });
  return [
    {
      ...on,
      name: "sign-in-failures",
      meaning: "Many sign-ins to staff accounts fail: passwords or codes are being guessed",
      metric: "SignInSuccesses",
      dimensions: { UserPool: userPoolId, UserPoolClient: clientId },
      counts: "failures",
      threshold: 10,
    },
    ...(["high", "medium"] as const).map((level) => ({
      ...on,
      name: `sign-in-takeover-${level}`,
      meaning: `A sign-in to a staff account looks suspicious (${level} risk): a new device, location or address`,
      metric: "AccountTakeoverRisk",
      dimensions: risk(level),
      threshold: 0,
    })),
    {
      ...on,
      name: "sign-in-stolen-password",
      meaning: "A staff account's password is known from a leak",
      metric: "CompromisedCredentialRisk",
      dimensions: risk("high"),
      threshold: 0,
    },
  ];
}

/** Calls that weaken the pool, and those that give or take accounts, passwords and second factors. */
const calls = {
  protection: [
    "SetUserPoolMfaConfig",
    "UpdateUserPool",
    "DeleteUserPool",
    "SetRiskConfiguration",
    "SetLogDeliveryConfiguration",
    "CreateUserPoolClient",
    "UpdateUserPoolClient",
    "CreateIdentityProvider",
    "UpdateIdentityProvider",
  ],
  accounts: [
    "AdminCreateUser",
    "AdminDeleteUser",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminSetUserMFAPreference",
    "AdminSetUserPassword",
    "AdminSetUserSettings",
    "AdminResetUserPassword",
    "AdminUpdateUserAttributes",
  ],
} as const;

/** Notices about a pool, by CloudTrail's events, for which the account needs a trail (PCI DSS 10.2.1.5, 8.2.4). */
export function signInNotices(userPoolId: Input<string>): NoticePlan[] {
  const told = (eventName: readonly string[]) => ({
    source: ["aws.cognito-idp"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventSource: ["cognito-idp.amazonaws.com"], eventName, requestParameters: { userPoolId: [userPoolId] } },
  });
  const notice = (name: keyof typeof calls, meaning: string) => ({ name, meaning, runbook, pattern: told(calls[name]), shown: callShown });
  return [
    notice("protection", "The staff sign-in was changed: second factor, threat protection, clients or logs"),
    notice("accounts", "A staff account was changed: created, deleted, or its password or second factor"),
  ];
}
