import { type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { refusedOnVaults } from "../../domain/defaults/backup.ts";

/** Refuses to everybody but one role to delete what is in a vault, or to take this refusal away. */
export function vaultPolicy(breakGlassRoleArn: Input<string>): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NobodyDeletesBackups",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: refusedOnVaults,
        Resource: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArn } },
      },
    ],
  });
}

/**
 * Who may take the roles that back up and restore: AWS Backup. Without a condition on the source: AWS Backup documents none that it
 * sets, and a role can be handed to a service in its own account only.
 */
export const trustBackup = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;
