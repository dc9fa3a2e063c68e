import { type Input, interpolate } from "@pulumi/pulumi";
import { workingDaySeconds } from "../../domain/defaults/account.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/**
 * Who may take a role: these IAM users of the account, who are named by their e-mail addresses, with a second factor shown this working
 * day. Who comes with an access key alone has no such claim, and is refused (PCI DSS 8.4.2).
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

/** What IAM fills in for the caller (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). */
export const variable = (key: string): string => `\${${key}}`;

/**
 * What each IAM user may do without a role: look after his own password and second factor, and, with that, take the role that trusts
 * him. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 */
export function signInStatements(accountId: Input<string>, roleArns: readonly Input<string>[]): IamStatement[] {
  const self = interpolate`arn:aws:iam::${accountId}:user/${variable("aws:username")}`;
  const device = interpolate`arn:aws:iam::${accountId}:mfa/${variable("aws:username")}*`;
  return [
    { Sid: "OwnPassword", Effect: "Allow", Action: ["iam:ChangePassword", "iam:GetUser"], Resource: self },
    { Sid: "PasswordRules", Effect: "Allow", Action: "iam:GetAccountPasswordPolicy", Resource: "*" },
    {
      Sid: "OwnSecondFactor",
      Effect: "Allow",
      Action: ["iam:EnableMFADevice", "iam:ListMFADevices", "iam:ResyncMFADevice"],
      Resource: self,
    },
    { Sid: "OwnDevice", Effect: "Allow", Action: ["iam:CreateVirtualMFADevice"], Resource: device },
    {
      Sid: "TakeRoles",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: [...roleArns],
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
  ];
}
