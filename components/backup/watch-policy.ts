import type { Input } from "@pulumi/pulumi";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { type EvidencePlace, readsEvidence } from "./validation-policy.ts";

/** What `functions/backup-watch` may do: look at its vaults, and at a stack's restore tests. */
export const watchStatements = (vaultArns: readonly Input<string>[], evidence: EvidencePlace, stack: string): IamStatement[] => [
  {
    Sid: "ReadsVaults",
    Effect: "Allow",
    Action: ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"],
    Resource: vaultArns,
  },
  ...readsEvidence(evidence, stack),
];
