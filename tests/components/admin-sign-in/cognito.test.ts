import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { AdminSignIn } from "../../../components/admin-sign-in/admin-sign-in.ts";
import { emulatedAws } from "../../support/emulators/aws.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, only, textOf } from "../registrations.ts";

/*
 * What the component registers, created in an emulated Cognito, and a sign-in with it. The client also gets a way in for programs here, since
 * moto has no sign-in pages. moto does not look at the code of the second factor, only whether one is asked for.
 */

const email = "ada@example.com";
const [temporary, chosen] = ["Temporary-1234", "Correct-Horse-1"];

/** `minimumLength` → `MinimumLength`, as AWS's API writes names. */
const pascal = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Object(value)).map(([key, one]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, one]));

let aws: CognitoIdentityProviderClient;
let registered: readonly Registration[] = [];
let at = { UserPoolId: "", ClientId: "", secret: "" };

beforeAll(async () => {
  aws = new CognitoIdentityProviderClient((await emulatedAws()).client);
  registered = await deploy(
    () =>
      new AdminSignIn("admin-sign-in", {
        accountId,
        hosts: ["shop.example.com"],
        staff: [{ email, role: "administrator" }],
        sessionMinutes: 15,
        logKeyArn: "arn:log-key",
        logRetentionDays: 400,
        protect: true,
      }),
  );
  at = await create();
});

async function create(): Promise<typeof at> {
  const pool = only(registered, "aws:cognito/userPool:UserPool").inputs;
  const { allowAdminCreateUserOnly } = Object(pool.adminCreateUserConfig);
  const { UserPool } = await aws.send(
    new CreateUserPoolCommand({
      PoolName: textOf(pool.name),
      Policies: { PasswordPolicy: pascal(pool.passwordPolicy) },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: allowAdminCreateUserOnly },
      UsernameConfiguration: { CaseSensitive: Object(pool.usernameConfiguration).caseSensitive },
    }),
  );
  const UserPoolId = textOf(UserPool?.Id);
  const { enabled } = Object(pool.softwareTokenMfaConfiguration);
  await aws.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: pool.mfaConfiguration === "ON" ? "ON" : "OFF",
      SoftwareTokenMfaConfiguration: { Enabled: enabled },
    }),
  );
  const client = only(registered, "aws:cognito/userPoolClient:UserPoolClient").inputs;
  const { UserPoolClient } = await aws.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: textOf(client.name),
      GenerateSecret: client.generateSecret === true,
      ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
    }),
  );
  return { UserPoolId, ClientId: textOf(UserPoolClient?.ClientId), secret: textOf(UserPoolClient?.ClientSecret) };
}

const SECRET_HASH = () => createHmac("sha256", at.secret).update(`${email}${at.ClientId}`).digest("base64");
const signIn = (PASSWORD: string) =>
  aws.send(
    new AdminInitiateAuthCommand({
      UserPoolId: at.UserPoolId,
      ClientId: at.ClientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD, SECRET_HASH: SECRET_HASH() },
    }),
  );
const answer = (ChallengeName: "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA", Session: string | undefined, more: Record<string, string>) =>
  aws.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: at.UserPoolId,
      ClientId: at.ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: email, SECRET_HASH: SECRET_HASH(), ...more },
    }),
  );
const one = () => ({ UserPoolId: at.UserPoolId, Username: email });

/** As `pulumi up` does with the registered user, but with a password that the test knows. */
async function invite(): Promise<void> {
  const { username, attributes } = only(registered, "aws:cognito/user:User").inputs;
  const UserAttributes = Object.entries(Object(attributes)).map(([Name, Value]) => ({ Name, Value: String(Value) }));
  await aws.send(
    new AdminCreateUserCommand({ UserPoolId: at.UserPoolId, Username: textOf(username), UserAttributes, TemporaryPassword: temporary }),
  );
}

async function enrol(): Promise<void> {
  const { ChallengeName, Session } = await signIn(temporary);
  expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  const setup = await answer("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: chosen });
  expect([setup.ChallengeName, setup.AuthenticationResult]).toEqual(["MFA_SETUP", undefined]);
  const secret = await aws.send(new AssociateSoftwareTokenCommand({ Session: setup.Session }));
  expect(secret.SecretCode).toMatch(/^\w+$/);
  const { Status } = await aws.send(new VerifySoftwareTokenCommand({ Session: setup.Session, UserCode: "123456" }));
  expect(Status).toBe("SUCCESS");
  // Cognito does this by itself where a pool wants a second factor.
  await aws.send(new AdminSetUserMFAPreferenceCommand({ ...one(), SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));
}

describe("someone of the staff", () => {
  test("who is invited chooses a password that is long enough, and cannot do without a second factor", async () => {
    await invite();
    const { Session } = await signIn(temporary);
    await expect(answer("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: "Short-123" })).rejects.toThrow(/Password|password/);
    await expect(answer("NEW_PASSWORD_REQUIRED", Session, { NEW_PASSWORD: "only-small-letters-1" })).rejects.toThrow(/Password|password/);
    await enrol();
  });

  test("is asked for a code at each sign-in, and gets no token before it", async () => {
    const { ChallengeName, AuthenticationResult, Session } = await signIn(chosen);
    expect([ChallengeName, AuthenticationResult]).toEqual(["SOFTWARE_TOKEN_MFA", undefined]);
    const done = await answer("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: "123456" });
    // A JSON Web Token (RFC 7519): header, claims and signature.
    expect(done.AuthenticationResult?.AccessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test("with the wrong password gets nowhere, not even to the second factor", async () => {
    await expect(signIn("Wrong-Horse-12")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("who lost the second factor begins anew: the old password and code are worth nothing", async () => {
    await aws.send(new AdminDeleteUserCommand(one()));
    await invite();
    await expect(signIn(chosen)).rejects.toThrow();
    await enrol();
  });

  test("who is disabled, or gone, cannot sign in", async () => {
    await aws.send(new AdminDisableUserCommand(one()));
    await expect(signIn(chosen)).rejects.toThrow(/disabled/i);
    await aws.send(new AdminDeleteUserCommand(one()));
    await expect(signIn(chosen)).rejects.toThrow();
  });
});
