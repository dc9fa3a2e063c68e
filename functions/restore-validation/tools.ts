import type { BackupClient } from "@aws-sdk/client-backup";
import type { EFSClient } from "@aws-sdk/client-efs";
import type { RDSClient } from "@aws-sdk/client-rds";
import type { S3Client } from "@aws-sdk/client-s3";
import type { ValidationSettings } from "../../domain/contracts/restore-validation.ts";
import type { Patience } from "../mysql/patience.ts";

/** Dependencies of a drill. */
export interface Tools extends Patience {
  readonly settings: ValidationSettings;
  readonly backup: BackupClient;
  readonly rds: RDSClient;
  readonly s3: S3Client;
  readonly efs: EFSClient;
  /** Writes one line to the function's log as it is. */
  readonly print: (line: string) => void;
}

/** Result of examining a restored resource. */
export interface Examination {
  /** Sentences about what was examined. */
  readonly lookedAt: readonly string[];
  /** Sentences about what was not examined, and so is not proven. */
  readonly notLookedAt: readonly string[];
  /** Sentences about faults. Empty if the copy is good, as far as it was examined. */
  readonly reasons: readonly string[];
  /** Numbers for the evidence, and for the comparison with the next drill. */
  readonly measured: Readonly<Record<string, unknown>>;
}

/** The result is not known yet. */
export interface NotYet {
  readonly notYet: string;
}
