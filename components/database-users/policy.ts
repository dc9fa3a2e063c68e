import { type Input, interpolate } from "@pulumi/pulumi";
import { databaseUserNames, databaseUsers } from "../../domain/defaults/database-users.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Arguments for the statements of the function that changes the passwords of the database's users. */
export interface DatabaseUsersPolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The instance's identifier. */
  readonly databaseName: Input<string>;
  readonly dataKeyArn: Input<string>;
}

/** The function's statements: the two secrets, and the master user's, which no other part of the program reads. By names that are known in advance. */
export function databaseUsersStatements({ stack, region, accountId, databaseName, dataKeyArn }: DatabaseUsersPolicyArgs): IamStatement[] {
  const secret = (name: string) => interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
  return [
    allow(
      "OwnSecrets",
      ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"].map((action) => `secretsmanager:${action}`),
      databaseUserNames.map((user) => secret(`${stack}-${databaseUsers[user].secret}-*`)),
    ),
    // RDS names the secret by an id that it makes up, and tags it with the instance; a restored one had another name before, which begins the same.
    allow("MasterUser", ["secretsmanager:GetSecretValue"], secret("rds!db-*"), {
      ArnLike: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": interpolate`arn:aws:rds:${region}:${accountId}:db:${databaseName}*` },
    }),
    allow("SecretsKey", ["kms:Decrypt", "kms:GenerateDataKey"], dataKeyArn, {
      StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
    }),
  ];
}
