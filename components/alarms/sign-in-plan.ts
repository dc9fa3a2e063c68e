import type { Input } from "@pulumi/pulumi";
import { callShown, type NoticePlan } from "./notice-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** By what CloudWatch counts the sign-ins of a pool. */
export interface PoolDimensions {
  readonly userPoolId: Input<string>;
  readonly clientId: Input<string>;
}

const runbook = "admin-sign-in";

/** The load balancer's alarms on staff who sign in, whoever the provider is. */
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
      meaning: "Somebody is refused again and again at the sign-in before the administration, or uses a code twice",
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
      meaning: "Many sign-ins to the staff's accounts fail: somebody tries passwords or codes",
      metric: "SignInSuccesses",
      dimensions: { UserPool: userPoolId, UserPoolClient: clientId },
      counts: "failures",
      threshold: 10,
    },
    ...(["high", "medium"] as const).map((level) => ({
      ...on,
      name: `sign-in-takeover-${level}`,
      meaning: `A sign-in to a staff account looks like somebody else's (${level} risk): a new device, place or address`,
      metric: "AccountTakeoverRisk",
      dimensions: risk(level),
      threshold: 0,
    })),
    {
      ...on,
      name: "sign-in-stolen-password",
      meaning: "A staff account's password is known from somebody else's leak",
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

/** What is told of a pool, by CloudTrail's events, for which the account needs a trail (PCI DSS 10.2.1.5, 8.2.4). */
export function signInNotices(userPoolId: Input<string>): NoticePlan[] {
  const told = (eventName: readonly string[]) => ({
    source: ["aws.cognito-idp"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventSource: ["cognito-idp.amazonaws.com"], eventName, requestParameters: { userPoolId: [userPoolId] } },
  });
  const notice = (name: keyof typeof calls, meaning: string) => ({ name, meaning, runbook, pattern: told(calls[name]), shown: callShown });
  return [
    notice("protection", "Somebody changed how staff sign in: second factor, threat protection, clients or logs"),
    notice("accounts", "Somebody changed a staff account: its existence, password or second factor"),
  ];
}
