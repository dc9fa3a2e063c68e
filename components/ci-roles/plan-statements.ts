import { type Input, interpolate } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey } from "../buckets/archive-place.ts";

/**
 * Statements of a preview, beside those to read configurations: which releases are in the store's bucket and the checksum of the one that nodes run,
 * the newest image, and the secret of the sign-in's client, the one that a stack takes from outside. AWS's policies for reading would also give
 * it the database's logs and the names of staff, which no preview asks for.
 */
export const planStatements = (stack: string, accountId: Input<string>): IamStatement[] => [
  allow("Releases", ["s3:ListBucket"], `arn:aws:s3:::${stack}-*`),
  allow("ReleaseChecksum", ["s3:GetObject", "s3:GetObjectTagging"], `arn:aws:s3:::${stack}-releases-*/releases/*/release.tar.zst`),
  allow("ReleaseKey", ["kms:Decrypt"], anyKey(accountId), {
    "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${stack}-data` },
    StringLike: { "kms:ViaService": "s3.*.amazonaws.com" },
  }),
  allow("NewestImage", ["ssm:GetParameter"], "arn:aws:ssm:*::parameter/aws/service/*"),
  allow("SignIn", ["secretsmanager:GetSecretValue"], interpolate`arn:aws:secretsmanager:*:${accountId}:secret:${stack}-oidc-*`),
  { Sid: "NoContents", Effect: "Deny", Action: ["cognito-idp:ListUsers*", "rds:Download*"], Resource: "*" },
];
