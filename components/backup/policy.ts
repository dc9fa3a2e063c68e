import { type Input, interpolate, jsonStringify, type Output } from "@pulumi/pulumi";
import { refusedOnVaults } from "../../domain/defaults/backup.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** The principal of another account that may copy into a vault. */
export interface CopySource {
  readonly accountId: Input<string>;
  /** Name of the one role that may. @default - any principal that its own account allows */
  readonly role?: string;
}

/** Arguments for a vault's policy. */
export interface VaultPolicyArgs {
  readonly breakGlassRoleArn: Input<string>;
  /** Actions that it refuses to all others. @default - those that empty a vault or remove its lock */
  readonly refused?: readonly string[];
  /** @default - none: copies come from the own account only */
  readonly copiesFrom?: CopySource | undefined;
}

/** Refuses all but one role to delete what is in a vault, or to remove this refusal; and admits copies from one other account. */
export function vaultPolicy({ breakGlassRoleArn, refused = refusedOnVaults, copiesFrom }: VaultPolicyArgs): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NobodyDeletesBackups",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: refused,
        Resource: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArn } },
      },
      ...(copiesFrom ? [takesCopies(copiesFrom)] : []),
    ],
  });
}

/** The one thing that AWS Backup lets another account do (docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html). */
function takesCopies({ accountId, role }: CopySource): IamStatement {
  const iam = (rest: string) => interpolate`arn:aws:iam::${accountId}:${rest}`;
  return {
    Sid: "TakesCopies",
    Effect: "Allow",
    Principal: { AWS: iam("root") },
    Action: "backup:CopyIntoBackupVault",
    Resource: "*",
    ...(role !== undefined && { Condition: { ArnEquals: { "aws:PrincipalArn": iam(`role/${role}`) } } }),
  };
}

/**
 * Trust policy of the roles that back up and restore: AWS Backup. Without a condition on the source: AWS Backup documents none that it
 * sets, and a role can be handed to a service in its own account only.
 */
export const trustBackup = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;
