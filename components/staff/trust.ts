import { type Input, interpolate } from "@pulumi/pulumi";
import { workingDaySeconds } from "../../domain/defaults/account.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/**
 * Trust policy of a role: these IAM users of the account, who are named by their email addresses, with a second factor shown this working
 * day. A call with an access key alone has no such claim, and is refused (PCI DSS 8.4.2).
 */
export const trustPeople = (accountId: Input<string>, people: readonly string[]): IamStatement => ({
  Sid: "PeopleWithSecondFactor",
  Effect: "Allow",
  Principal: { AWS: interpolate`arn:aws:iam::${accountId}:root` },
  Action: "sts:AssumeRole",
  Condition: {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    NumericLessThan: { "aws:MultiFactorAuthAge": String(workingDaySeconds) },
    StringEquals: { "aws:username": [...people] },
  },
});

/** A variable that IAM fills in for the caller (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). */
export const variable = (key: string): string => `\${${key}}`;

const factor = "aws:MultiFactorAuthPresent";
const shown = { Bool: { [factor]: "true" } };

/**
 * Permissions of each IAM user without a role: to manage their own password and second factors, and, with one, to take a role that trusts them.
 *
 * AWS says `aws:MultiFactorAuthPresent` of temporary credentials alone: it is `false` in a console session without a second factor, and
 * missing in calls with an access key. So a key does nothing here. What a key makes of itself by GetSessionToken has it as
 * `false` too, and AWS lets that call nothing of IAM (docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html).
 * Sources: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent,
 * reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function signInStatements(accountId: Input<string>, roleArns: readonly Input<string>[]): IamStatement[] {
  const self = interpolate`arn:aws:iam::${accountId}:user/${variable("aws:username")}`;
  const device = interpolate`arn:aws:iam::${accountId}:mfa/${variable("aws:username")}`;
  return [
    // Asks for the old password itself; at the first sign-in AWS asks for a new one before there can be a second factor.
    allow("OwnPassword", ["iam:ChangePassword", "iam:GetUser"], self),
    allow("PasswordRules", ["iam:GetAccountPasswordPolicy"], "*"),
    allow("OwnSecondFactors", ["iam:GetMFADevice", "iam:ListMFADevices"], self),
    // The first: in a console session, which a user who has one cannot get without showing it. One name, so only one such device.
    allow("FirstDevice", ["iam:CreateVirtualMFADevice"], device, { Bool: { [factor]: "false" } }),
    allow("FirstSecondFactor", ["iam:EnableMFADevice"], self, { Bool: { [factor]: "false" } }),
    // Another: right after one was shown, so that a session that was left open or stolen makes none.
    allow("MoreDevices", ["iam:CreateVirtualMFADevice"], [device, interpolate`${device}-*`], justShown),
    allow("MoreSecondFactors", ["iam:EnableMFADevice", "iam:ResyncMFADevice"], self, justShown),
    allow("TakeRoles", ["sts:AssumeRole"], [...roleArns], shown),
    // `aws login`: a browser signs in, the command line gets a session for hours (docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html).
    allow("CommandLine", byBrowser, interpolate`arn:aws:signin:*:${accountId}:oauth2/public-client/localhost`),
    {
      Sid: "NothingByAccessKeys",
      Effect: "Deny",
      // What the sign-in itself does, of which AWS does not say whether it has the claim.
      NotAction: ["iam:ChangePassword", "iam:GetAccountPasswordPolicy", "iam:GetUser", ...byBrowser],
      Resource: "*",
      Condition: { Null: { [factor]: "true" } },
    },
    { Sid: "NoAccessKeys", Effect: "Deny", Action: lastingCredentials, Resource: "*" },
  ];
}

const byBrowser = ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"] as const;

/** Seconds after a second factor was shown in which another may be registered. */
const enrolmentSeconds = 900;
const justShown = { ...shown, NumericLessThan: { "aws:MultiFactorAuthAge": String(enrolmentSeconds) } };

/** Calls that make credentials that last until they are deleted, and require no second factor. */
const lastingCredentials = [
  "iam:CreateAccessKey",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:UpdateAccessKey",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
];
