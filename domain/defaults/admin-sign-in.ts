/** Roles of a shop's staff. X-Cart has permissions of its own: these roles say who a person is in emails, logs and reviews (PCI DSS 7.2.4). */
export const staffRoles = {
  administrator: "Looks after the shop as a whole: settings, add-ons, staff",
  manager: "Looks after products, prices and orders",
  support: "Looks after customers and their orders",
} as const;

/** One of {@link staffRoles}. */
export type StaffRole = keyof typeof staffRoles;

/** The roles, the most trusted first. */
export const staffRoleNames = ["administrator", "manager", "support"] as const satisfies readonly StaffRole[];

/**
 * Limits of AWS. Sources: docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (emails, callbacks), the API's
 * AdminCreateUser (Username) and CreateUserPoolDomain (words), elasticloadbalancing/latest/application/listener-rules.html.
 */
export const signInLimits = {
  /** Invitations that Cognito itself sends in a day for an account. */
  mailsADay: 50,
  usernameCharacters: 128,
  /** Words that no name of a sign-in page may hold. */
  refusedInDomains: ["amazon", "aws", "cognito"],
  /** Characters of a host's name in a rule of a listener. */
  hostCharacters: 128,
  /** Texts that one condition of a rule compares, and one rule. */
  valuesACondition: 3,
  valuesARule: 5,
  /** Minimum lifetime of Cognito's refresh tokens, in minutes. */
  minRefresh: 60,
} as const;

/** Minutes of inactivity after which a new sign-in is required (PCI DSS 8.2.8). Nodes enforce it (host/php/idle.php). */
export const idleMinutes = 15;

/** Maximum duration of a sign-in, in minutes, active or not: X-Cart's own limit (Session::MAX_ADMIN_TTL). */
export const maxSignInMinutes = 720;

/** Default duration of a sign-in, in minutes: a working day. */
export const signInMinutes = 480;

/**
 * Settings of every user pool of staff: the second factor is a code from an app, only an administrator registers or recovers an account,
 * and sign-ins are judged by Cognito's threat protection, which is in the plan PLUS only
 * (docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html).
 */
export const secureUserPool = {
  userPoolTier: "PLUS",
  userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
  mfaConfiguration: "ON",
  softwareTokenMfaConfiguration: { enabled: true },
  /** Set explicitly, so that a factor added in the console is removed. Why no passkeys: docs/decisions/0066-people.md. */
  signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
  usernameConfiguration: { caseSensitive: false },
  accountRecoverySetting: { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] },
  /** PCI DSS 8.3.6 (12 characters, letters and digits), 8.3.7 (the last four), 8.3.5 (a first password is for once). */
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    passwordHistorySize: 4,
    temporaryPasswordValidityDays: 3,
  },
};

/**
 * Settings of the load balancer's client. It needs no sign-in by the API: only Cognito's pages take passwords. A token is valid for
 * 15 minutes, so a user who is removed from the pool loses access within that time, however long the session.
 */
export const secureUserPoolClient = {
  generateSecret: true,
  allowedOauthFlowsUserPoolClient: true,
  allowedOauthFlows: ["code"],
  allowedOauthScopes: ["openid"],
  supportedIdentityProviders: ["COGNITO"],
  explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
  enableTokenRevocation: true,
  preventUserExistenceErrors: "ENABLED",
  authSessionValidity: 3,
  accessTokenValidity: 15,
  idTokenValidity: 15,
  tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
};

const stopped = { EventAction: "BLOCK", Notify: false };
const asked = { EventAction: "MFA_REQUIRED", Notify: false };

/** Cognito's responses to a sign-in that looks like another person's, or whose password is compromised; as Cloud Control writes them. */
export const riskResponses = {
  AccountTakeoverRiskConfiguration: { Actions: { HighAction: stopped, MediumAction: asked, LowAction: asked } },
  CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN", "PASSWORD_CHANGE"], Actions: { EventAction: "BLOCK" } },
};
