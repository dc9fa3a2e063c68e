import { BackupClient } from "@aws-sdk/client-backup";
import { EFSClient } from "@aws-sdk/client-efs";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import type { Context } from "aws-lambda";
import type { ValidationEvent, ValidationOutcome, ValidationSettings } from "../../domain/contracts/restore-validation.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { validate } from "./validate.ts";

// AWS Backup names the restored bucket, so its name is on no list of what the VPC resolves: the bucket goes into the path.
const s3 = new S3Client({ forcePathStyle: true });
const clients = { backup: new BackupClient(), rds: new RDSClient(), s3, efs: new EFSClient() };

/** Milliseconds kept for evidence and result. */
const reserve = 30_000;

/** Milliseconds: RDS takes a minute or two to apply a password. */
const pace = { poll: 5000, patience: 300_000 };

/** Takes AWS Backup's events of restore tests, and those of a schedule. */
export async function handler(event: ValidationEvent, context: Pick<Context, "getRemainingTimeInMillis">): Promise<ValidationOutcome[]> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserve;
  return await validate(event, {
    ...clients,
    settings: settingsIn<ValidationSettings>("RESTORE_VALIDATION"),
    deadline,
    pace,
    print: printLine,
  });
}
