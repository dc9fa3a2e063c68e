import type { Input } from "@pulumi/pulumi";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { type EvidencePlace, readsEvidence } from "./validation-policy.ts";

/** Where `functions/backup-watch` looks. */
export interface WatchStatementsArgs {
  readonly vaultArns: readonly Input<string>[];
  /** Whether copies go to another account, of which only their jobs can be seen. */
  readonly copiesAway: boolean;
  readonly evidence: EvidencePlace;
  readonly stack: string;
}

/** Permissions of `functions/backup-watch`: to look at its vaults, and at a stack's restore tests. */
export const watchStatements = ({ vaultArns, copiesAway, evidence, stack }: WatchStatementsArgs): IamStatement[] => [
  {
    Sid: "ReadsVaults",
    Effect: "Allow",
    Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
    Resource: vaultArns,
  },
  ...(copiesAway ? [allow("ReadsCopyJobs", ["backup:ListCopyJobs"], "*")] : []),
  ...readsEvidence(evidence, stack),
];
