import { BackupClient } from "@aws-sdk/client-backup";
import { EFSClient } from "@aws-sdk/client-efs";
import { RDSClient } from "@aws-sdk/client-rds";
import { awsCalls } from "../aws/calls.ts";

/** The clients of one Region. They take endpoint and credentials from the SDK's standard environment. */
export interface Aws {
  readonly region: string;
  readonly backup: BackupClient;
  readonly rds: RDSClient;
  readonly efs: EFSClient;
}

/** Clients for a Region. */
export function awsIn(region: string): Aws {
  return { region, backup: new BackupClient({ region }), rds: new RDSClient({ region }), efs: new EFSClient({ region }) };
}

/** Calls that `store restore` makes. */
export const { tell, ask, pages } = awsCalls({ may: "restore", otherwise: "or --dry-run, which calls nothing" });
