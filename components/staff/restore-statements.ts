import { interpolate } from "@pulumi/pulumi";
import { backupRoleNames } from "../../domain/defaults/backup.ts";
import type { StaffRole } from "../../domain/defaults/staff.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey } from "../buckets/archive-place.ts";
import { ours, type StaffPolicyArgs } from "./policy-args.ts";

/** Permissions that administrators need for `store restore` and its plan, beside those for the runbooks: to restore beside what runs, and to put it in its place. */
export function restoreStatements(role: StaffRole, { accountId }: Pick<StaffPolicyArgs, "accountId">): IamStatement[] {
  if (role !== "administrator") return [];
  const at = (service: string, kind: string) => interpolate`arn:aws:${service}:*:${accountId}:${kind}`;
  const databases = at("rds", "db:*-database*");
  const groups = ["subgrp:*-database-*", "pg:*-database-*", "og:default:*"].map((kind) => at("rds", kind));
  return [
    allow(
      "RestoreDatabases",
      ["rds:AddTagsToResource", "rds:CopyDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime"],
      [databases, at("rds", "auto-backup:*"), at("rds", "snapshot:*"), ...groups],
    ),
    allow("RenameDatabases", ["rds:ModifyDBInstance"], [databases, ...groups]),
    // Only what has been put aside.
    allow("DeleteDatabases", ["rds:DeleteDBInstance"], at("rds", "db:*-database-before-*")),
    // RDS makes the password's secret in the caller's name (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html).
    allow("NewPasswords", ["secretsmanager:CreateSecret", "secretsmanager:TagResource"], at("secretsmanager", "secret:rds!db-*")),
    // The users of a restored database have the passwords of its time.
    allow(
      "RotateUsers",
      ["secretsmanager:RotateSecret", "secretsmanager:UpdateSecretVersionStage"],
      ["store", "upgrade"].map((user) => at("secretsmanager", `secret:*-database-${user}-*`)),
    ),
    allow("SecretsAgain", ["secretsmanager:RestoreSecret"], at("secretsmanager", "secret:*"), ours),
    allow("RestoreKeys", ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], anyKey(accountId), {
      "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*-data" },
      StringLike: { "kms:ViaService": ["rds.*.amazonaws.com", "secretsmanager.*.amazonaws.com"] },
    }),
    allow("RestoreFiles", ["backup:GetRecoveryPointRestoreMetadata", "backup:StartRestoreJob"], at("backup", "recovery-point:*")),
    allow("RoleOfRestores", ["iam:PassRole"], interpolate`arn:aws:iam::${accountId}:role/${backupRoleNames("*").restore}`, {
      StringEquals: { "iam:PassedToService": "backup.amazonaws.com" },
    }),
    allow(
      "CloseStores",
      ["elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule"],
      ["listener", "listener-rule"].map((kind) => at("elasticloadbalancing", `${kind}/app/*`)),
    ),
  ];
}
