import { type Input, interpolate } from "@pulumi/pulumi";
import { neverByDeployments } from "../../domain/defaults/backup.ts";
import { refusedOnKeys } from "../../domain/defaults/keys.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import type { ArchivePlace } from "../buckets/archive-place.ts";
import { storeBoundary } from "./names.ts";

/** Arguments for CI's permissions boundary. */
export interface BoundaryArgs {
  readonly accountId: Input<string>;
  /** The account's stack: what it makes is named `<stack>-…`. */
  readonly stack: string;
  /** Name of the role for emergencies, which has no such prefix. */
  readonly breakGlassRole: string;
  readonly archive: ArchivePlace;
}

/** Calls that stop or blind what watches the account. */
const watching = [
  "access-analyzer:DeleteAnalyzer",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:UpdateDetector",
  "inspector2:Disable",
  "macie2:DisableMacie",
  "securityhub:BatchDisableStandards",
  "securityhub:DisableSecurityHub",
];

/** Calls that make users, long-lived keys, and organizations. */
const people = [
  "account:*",
  "iam:AddUserToGroup",
  "iam:Attach*User*",
  "iam:CreateAccessKey",
  "iam:CreateGroup",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateUser",
  "iam:DeleteAccountPasswordPolicy",
  "iam:PutUser*",
  "iam:UpdateAccountPasswordPolicy",
  "iam:UpdateLoginProfile",
  "identitystore:*",
  "organizations:*",
  "sso:*",
];

/** Calls that change the trust or the permissions of the account's own roles. */
const changingRoles = ["Add", "Attach", "Create", "Delete", "Detach", "Pass", "Put", "Remove", "Set", "Tag", "Untag", "Update"].map(
  (verb) => `iam:${verb}*`,
);

/** Calls that undo the account's defaults, or that make an image: those of the account's own EC2 never refuses. */
const defaults = [
  "ec2:CopyImage",
  "ec2:CreateImage",
  "ec2:CreateRestoreImageTask",
  "ec2:DisableAllowedImagesSettings",
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:DisableImageBlockPublicAccess",
  "ec2:DisableSnapshotBlockPublicAccess",
  "ec2:EnableAllowedImagesSettings",
  "ec2:EnableSerialConsoleAccess",
  "ec2:ImportImage",
  "ec2:ModifyEbsDefaultKmsKeyId",
  "ec2:ModifyInstanceMetadataDefaults",
  "ec2:RegisterImage",
  "ec2:ReplaceImageCriteriaInAllowedImagesSettings",
  "ec2:ResetEbsDefaultKmsKeyId",
  "s3:PutAccountPublicAccessBlock",
  "ssm:ResetServiceSetting",
  "ssm:UpdateServiceSetting",
];

/**
 * The maximum permissions of a CI role, whatever its policies say: everything except to stop the account's monitoring, to create users, to
 * change the account's own roles, to make a role without the boundary of a store, to give a key to another principal or delete it, and
 * to delete a backup or say who opens it. It allows nothing by itself.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundaryStatements({ accountId, stack, breakGlassRole, archive }: BoundaryArgs): IamStatement[] {
  const deny = (Sid: string, Action: unknown, Resource: unknown, Condition?: unknown): IamStatement => ({
    Sid,
    Effect: "Deny",
    Action,
    Resource,
    ...(Condition ? { Condition } : {}),
  });
  const iam = (path: string) => interpolate`arn:aws:iam::${accountId}:${path}`;
  const named = ["role", "policy", "group", "instance-profile"].map((kind) => iam(`${kind}/${stack}-*`));
  return [
    { Sid: "WhatPoliciesSay", Effect: "Allow", Action: "*", Resource: "*" },
    deny("Watching", watching, "*"),
    deny("People", people, "*"),
    deny("Defaults", defaults, "*"),
    deny("OwnRoles", changingRoles, [...named, iam(`role/${breakGlassRole}`), iam("oidc-provider/*"), iam("saml-provider/*")]),
    deny("Unbounded", ["iam:CreateRole", "iam:PutRolePermissionsBoundary"], "*", {
      ArnNotLike: { "iam:PermissionsBoundary": iam(`policy/${storeBoundary(stack, "*")}`) },
    }),
    deny("Unbounding", ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"], "*"),
    deny(
      "Archive",
      ["s3:Bypass*", "s3:DeleteBucket*", "s3:DeleteObject*", "s3:PutBucket*", "s3:PutLifecycle*", "s3:PutObjectRetention"],
      [archive.bucketArn, interpolate`${archive.bucketArn}/*`],
    ),
    deny("Keys", refusedOnKeys, "*"),
    deny("Backups", neverByDeployments, "*"),
    deny("Grants", ["kms:CreateGrant"], "*", { Bool: { "kms:GrantIsForAWSResource": "false" } }),
  ];
}
