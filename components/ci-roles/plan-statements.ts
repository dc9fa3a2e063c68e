import { type Input, interpolate } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/**
 * What a preview asks AWS for beside how things are set up: which releases are in the store's bucket, the newest image, and the secret of the
 * sign-in's client, the one that a stack takes from outside.
 */
export const planStatements = (stack: string, accountId: Input<string>): IamStatement[] => [
  allow("Releases", ["s3:ListBucket"], `arn:aws:s3:::${stack}-*`),
  allow("NewestImage", ["ssm:GetParameter"], "arn:aws:ssm:*::parameter/aws/service/*"),
  // AWS's own policies read databases' logs, in which statements are, and who has an account in a user pool.
  { Sid: "NothingStored", Effect: "Deny", Action: ["cognito-idp:ListUsers*", "rds:Download*"], Resource: "*" },
  allow("SignIn", ["secretsmanager:GetSecretValue"], interpolate`arn:aws:secretsmanager:*:${accountId}:secret:${stack}-oidc-*`),
];
