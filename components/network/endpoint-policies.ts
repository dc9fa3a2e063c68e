import { type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { awsBuckets } from "../../domain/defaults/aws-buckets.ts";
import type { Region } from "../../domain/defaults/regions.ts";

/**
 * The services that nodes call: Session Manager and Patch Manager, logs and metrics, secrets and keys, the
 * auto scaling group's lifecycle, and their own description.
 */
export const interfaceServices = [
  "ssm",
  "ssmmessages",
  "ec2messages",
  "ec2",
  "logs",
  "monitoring",
  "secretsmanager",
  "kms",
  "autoscaling",
  "sts",
] as const;

/** What the function that looks at restored backups calls besides; the rest it shares with the nodes. */
export const validationServices = ["backup", "elasticfilesystem", "rds"] as const;

/** Admits this account's principals to this account's resources (PCI DSS 1.3.1: nobody else's credentials work through it). */
export function endpointPolicy(accountId: Input<string>): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ThisAccountOnly",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "*",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
      },
    ],
  });
}

/** Admits this account to its own buckets, and anybody to read AWS's package buckets (dnf does not sign its requests). */
export function s3Policy(region: Region, accountId: Input<string>): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnBuckets",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId } },
      },
      {
        Sid: "PackagesOfAws",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["s3:GetObject"],
        Resource: awsBuckets(region).map((bucket) => `arn:aws:s3:::${bucket}/*`),
      },
    ],
  });
}
