import { type Input, interpolate } from "@pulumi/pulumi";
import { reportFolder } from "../../domain/contracts/scan-report.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { type ArchivePlace, anyKey, ofArchiveKey } from "../buckets/archive-place.ts";

/** Permissions of `functions/scan-report`: read findings, and write the stack's reports into the archive. */
export function reportStatements(archive: ArchivePlace, stack: string, accountId: Input<string>): IamStatement[] {
  const folder = reportFolder(stack);
  const allow = { Effect: "Allow" };
  return [
    { Sid: "ReadsFindings", ...allow, Action: ["inspector2:ListFindings"], Resource: "*" },
    {
      Sid: "FindsReports",
      ...allow,
      Action: ["s3:ListBucket"],
      Resource: archive.bucketArn,
      Condition: { StringLike: { "s3:prefix": `${folder}*` } },
    },
    { Sid: "WritesReports", ...allow, Action: ["s3:PutObject"], Resource: interpolate`${archive.bucketArn}/${folder}*` },
    { Sid: "SealsReports", ...allow, Action: ["kms:GenerateDataKey"], Resource: anyKey(accountId), Condition: ofArchiveKey(archive) },
  ];
}
