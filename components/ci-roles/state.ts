import { type Input, interpolate } from "@pulumi/pulumi";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** The bucket of a self-managed Pulumi backend. */
export interface StateBucket {
  readonly bucketArn: string;
  /** The key that its objects, and secrets in them, are encrypted with. @default - AWS's own */
  readonly keyArn?: string | undefined;
}

/** What a role does with Pulumi's state. Who previews takes no lock: `pulumi preview` needs none. */
export function stateStatements({ bucketArn, keyArn }: StateBucket, accountId: Input<string>, how: "read" | "write"): IamStatement[] {
  const mine = { StringEquals: { "s3:ResourceAccount": accountId } };
  const objects = how === "read" ? ["s3:GetObject"] : ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];
  const key = how === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
  return [
    { Sid: "StateList", Effect: "Allow", Action: ["s3:ListBucket"], Resource: bucketArn, Condition: mine },
    { Sid: "State", Effect: "Allow", Action: objects, Resource: interpolate`${bucketArn}/*`, Condition: mine },
    ...(keyArn ? [{ Sid: "StateKey", Effect: "Allow", Action: key, Resource: keyArn }] : []),
  ];
}
