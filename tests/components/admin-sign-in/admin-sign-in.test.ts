import { beforeAll, describe, expect, test } from "@jest/globals";
import { AdminSignIn, type AdminSignInArgs } from "../../../components/admin-sign-in/admin-sign-in.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, inputsByName, listed, only, textOf, withoutTags } from "../registrations.ts";

const fixture: AdminSignInArgs = {
  accountId,
  hosts: ["shop.example.com", "www.shop.example.com"],
  staff: [
    { email: "Ada@Example.com", role: "administrator" },
    { email: "grace@example.com", role: "support" },
  ],
  sessionMinutes: 15,
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  protect: true,
};
const deployed = (change: Partial<AdminSignInArgs> = {}) => deploy(() => new AdminSignIn("admin-sign-in", { ...fixture, ...change }));
const userPoolId = "admin-sign-in-id";

let all: readonly Registration[] = [];
beforeAll(async () => {
  all = await deployed();
});

test("these are the resources, and no others", () => {
  expect(listed(all)).toEqual(
    [
      "aws:cloudwatch/logGroup:LogGroup admin-sign-in",
      "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration admin-sign-in",
      "aws:cognito/managedLoginBranding:ManagedLoginBranding admin-sign-in",
      "aws:cloudcontrol/resource:Resource admin-sign-in-risk",
      "aws:cognito/user:User admin-sign-in-staff-ada@example.com",
      "aws:cognito/user:User admin-sign-in-staff-grace@example.com",
      "aws:cognito/userGroup:UserGroup admin-sign-in-staff-administrator",
      "aws:cognito/userGroup:UserGroup admin-sign-in-staff-manager",
      "aws:cognito/userGroup:UserGroup admin-sign-in-staff-support",
      "aws:cognito/userInGroup:UserInGroup admin-sign-in-staff-ada@example.com",
      "aws:cognito/userInGroup:UserInGroup admin-sign-in-staff-grace@example.com",
      "aws:cognito/userPool:UserPool admin-sign-in",
      "aws:cognito/userPoolClient:UserPoolClient admin-sign-in",
      "aws:cognito/userPoolDomain:UserPoolDomain admin-sign-in",
      "xcart-hosting:index:AdminSignIn admin-sign-in",
      "xcart-hosting:index:StaffUsers admin-sign-in-staff",
    ].sort(),
  );
});

describe("the pool", () => {
  test("asks everyone for a code from an app, takes no one in by itself, and judges each sign-in", () => {
    const { adminCreateUserConfig, ...rest } = withoutTags(only(all, "aws:cognito/userPool:UserPool"));
    expect(rest).toEqual({
      name: "test-staff",
      userPoolTier: "PLUS",
      userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
      signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
      usernameConfiguration: { caseSensitive: false },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] },
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        passwordHistorySize: 4,
        temporaryPasswordValidityDays: 3,
      },
      deletionProtection: "ACTIVE",
    });
    expect(adminCreateUserConfig).toMatchObject({ allowAdminCreateUserOnly: true });
    expect(only(all, "aws:cognito/userPool:UserPool").options.protect).toBe(true);
  });

  test("can be deleted where nothing is protected", async () => {
    const { inputs, options } = only(await deployed({ protect: false }), "aws:cognito/userPool:UserPool");
    expect([inputs.deletionProtection, options.protect]).toEqual(["INACTIVE", false]);
  });

  test("invites with what Cognito fills in, and where to go", async () => {
    const at = async (change: Partial<AdminSignInArgs>) => {
      const { adminCreateUserConfig } = only(await deployed(change), "aws:cognito/userPool:UserPool").inputs;
      return Object(adminCreateUserConfig).inviteMessageTemplate;
    };
    const { emailMessage, emailSubject } = await at({ hosts: ["office.example.com"] });
    expect(emailSubject).toBe("Your account for office.example.com (test)");
    for (const part of ["{username}", "{####}", "https://office.example.com/admin/"]) expect(textOf(emailMessage)).toContain(part);
    expect(textOf(emailMessage).length).toBeLessThan(20_000);
  });

  test("stops sign-ins of high risk and leaked passwords", () => {
    const { typeName, desiredState, schema } = only(all, "aws:cloudcontrol/resource:Resource").inputs;
    const asked = { EventAction: "MFA_REQUIRED", Notify: false };
    const state = JSON.parse(textOf(desiredState));
    expect([typeName, state]).toEqual([
      "AWS::Cognito::UserPoolRiskConfigurationAttachment",
      {
        UserPoolId: userPoolId,
        ClientId: "ALL",
        AccountTakeoverRiskConfiguration: {
          Actions: { HighAction: { EventAction: "BLOCK", Notify: false }, MediumAction: asked, LowAction: asked },
        },
        CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN", "PASSWORD_CHANGE"], Actions: { EventAction: "BLOCK" } },
      },
    ]);
    expect(Object.keys(JSON.parse(textOf(schema)).properties).sort()).toEqual(Object.keys(state).sort());
  });

  test("logs who signed in from where, encrypted, and mails that did not leave", () => {
    expect(withoutTags(only(all, "aws:cloudwatch/logGroup:LogGroup"))).toEqual({
      name: "/aws/vendedlogs/test-admin-sign-in",
      kmsKeyId: "arn:log-key",
      retentionInDays: 400,
      deletionProtectionEnabled: true,
    });
    const to = { cloudWatchLogsConfiguration: { logGroupArn: "arn:aws:test:::admin-sign-in" } };
    expect(only(all, "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration").inputs).toEqual({
      userPoolId,
      logConfigurations: [
        { ...to, eventSource: "userAuthEvents", logLevel: "INFO" },
        { ...to, eventSource: "userNotification", logLevel: "ERROR" },
      ],
    });
  });
});

describe("the load balancer's client", () => {
  const client = (registrations: readonly Registration[]) => only(registrations, "aws:cognito/userPoolClient:UserPoolClient");

  test("exchanges a code with a secret, for each of the store's names", () => {
    expect(client(all).inputs).toEqual({
      name: "load-balancer",
      userPoolId,
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
      refreshTokenValidity: 60,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
      callbackUrls: ["https://shop.example.com/oauth2/idpresponse", "https://www.shop.example.com/oauth2/idpresponse"],
    });
    expect(client(all).options.additionalSecretOutputs).toContain("clientSecret");
  });

  test("can renew as long as a session lasts; its tokens stay short, so a leaver is out within 15 minutes", async () => {
    const { inputs } = client(await deployed({ sessionMinutes: 480 }));
    expect([inputs.accessTokenValidity, inputs.refreshTokenValidity]).toEqual([15, 480]);
  });

  test("has pages of the newer kind, under a name that no other account has", () => {
    expect(only(all, "aws:cognito/userPoolDomain:UserPoolDomain").inputs).toEqual({
      userPoolId,
      domain: "test-staff-123456789012",
      managedLoginVersion: 2,
    });
    expect(only(all, "aws:cognito/managedLoginBranding:ManagedLoginBranding").inputs).toEqual({
      userPoolId,
      clientId: "admin-sign-in-id",
      useCognitoProvidedValues: true,
    });
  });
});

describe("staff", () => {
  test("have an account by their address, invited by mail, without a password in the program", () => {
    const user = (username: string) => ({
      userPoolId,
      username,
      attributes: { email: username, email_verified: "true" },
      desiredDeliveryMediums: ["EMAIL"],
    });
    expect(inputsByName(all, "aws:cognito/user:User")).toEqual({
      "admin-sign-in-staff-ada@example.com": user("ada@example.com"),
      "admin-sign-in-staff-grace@example.com": user("grace@example.com"),
    });
  });

  test("are in the group of their role", () => {
    expect(
      Object.values(inputsByName(all, "aws:cognito/userInGroup:UserInGroup")).map((inputs) => [
        Object(inputs).username,
        Object(inputs).groupName,
      ]),
    ).toEqual([
      ["ada@example.com", "administrator"],
      ["grace@example.com", "support"],
    ]);
  });

  test("who left are gone: no one else's account changes", async () => {
    const users = (registrations: readonly Registration[]) => inputsByName(registrations, "aws:cognito/user:User");
    const [ada, ...others] = fixture.staff;
    const after = users(await deployed({ staff: others }));
    expect(Object.keys(after)).toEqual(["admin-sign-in-staff-grace@example.com"]);
    expect(users(all)).toMatchObject(after);
    expect(ada?.role).toBe("administrator");
  });
});
