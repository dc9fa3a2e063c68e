import type { BackupClient } from "@aws-sdk/client-backup";
import type { EFSClient } from "@aws-sdk/client-efs";
import type { RDSClient } from "@aws-sdk/client-rds";
import type { S3Client } from "@aws-sdk/client-s3";
import type { ValidationSettings } from "../../domain/contracts/restore-validation.ts";
import type { Patience } from "../mysql/patience.ts";

/** What a drill works with. */
export interface Tools extends Patience {
  readonly settings: ValidationSettings;
  readonly backup: BackupClient;
  readonly rds: RDSClient;
  readonly s3: S3Client;
  readonly efs: EFSClient;
  /** Writes one line to the function's log as it is. */
  readonly print: (line: string) => void;
}

/** What was seen of a restored resource. */
export interface Look {
  /** Sentences: what this result rests on. */
  readonly lookedAt: readonly string[];
  /** Sentences: what nobody has looked at, so that nobody takes it for proven. */
  readonly notLookedAt: readonly string[];
  /** Sentences: what is wrong. None: the copy is good, as far as was looked at. */
  readonly reasons: readonly string[];
  /** Numbers for the evidence, and for the comparison with the next drill. */
  readonly measured: Readonly<Record<string, unknown>>;
}

/** It cannot be told yet. */
export interface NotYet {
  readonly notYet: string;
}
