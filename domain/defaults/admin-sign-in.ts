/** What a shop's staff can be. X-Cart has permissions of its own: a role is who somebody is, for mails, logs and reviews (PCI DSS 7.2.4). */
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
 * What AWS allows. Sources: docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (mails, callbacks), the API's
 * AdminCreateUser (Username) and CreateUserPoolDomain (words), elasticloadbalancing/latest/application/listener-rules.html.
 */
export const signInLimits = {
  /** Invitations that Cognito itself mails in a day, of an account. */
  mailsADay: 50,
  usernameCharacters: 128,
  /** Words that no name of a sign-in page may hold. */
  refusedInDomains: ["amazon", "aws", "cognito"],
  /** Characters of a host's name in a rule of a listener. */
  hostCharacters: 128,
  /** Texts that one condition of a rule compares, and one rule. */
  valuesACondition: 3,
  valuesARule: 5,
  /** Minutes: Cognito's shortest refresh token. */
  shortestRefresh: 60,
} as const;

/** The longest that somebody may be away without signing in again, in minutes (PCI DSS 8.2.8). Nodes see to it (host/php/idle.php). */
export const idleMinutes = 15;

/** The longest from one sign-in to the next, in minutes, however busy somebody is: X-Cart's own limit (Session::MAX_ADMIN_TTL). */
export const longestSignInMinutes = 720;

/** How long a sign-in holds unless a store says otherwise, in minutes: a working day. */
export const signInMinutes = 480;

/**
 * How every pool of staff is made: the second factor is a code from an app, nobody registers or recovers an account alone, and
 * sign-ins are judged by Cognito's threat protection, which is in the plan PLUS only
 * (docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html).
 */
export const secureUserPool = {
  userPoolTier: "PLUS",
  userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
  mfaConfiguration: "ON",
  softwareTokenMfaConfiguration: { enabled: true },
  /** Said, so that what somebody adds in the console is put back. Why no passkeys: docs/decisions/0066-people.md. */
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
 * How the load balancer's client is made. It needs no way in of the API: the pages of Cognito alone take passwords. A token holds for
 * 15 minutes, so whoever is taken out of the pool is out by then, however long the session.
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

/** What Cognito does where a sign-in looks like somebody else's, or its password is known to thieves; as Cloud Control writes it. */
export const riskResponses = {
  AccountTakeoverRiskConfiguration: { Actions: { HighAction: stopped, MediumAction: asked, LowAction: asked } },
  CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN", "PASSWORD_CHANGE"], Actions: { EventAction: "BLOCK" } },
};
