import type { Policy } from "../model/policy.ts";
import { airGappedVault, leftOpen, vault } from "./types.ts";

/** Actions that delete a backup before the end of its retention, or permit it. */
export const refusedActions = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"];

export const backupVaultDisallowManualDeletion: Policy = {
  name: "aws-backup-vault-disallow-manual-deletion",
  description: "Backups cannot be deleted, nor their retention shortened, by hand.",
  severity: "high",
  controls: ["BKP-04"],
  remediation: `Add a VaultPolicy that denies ${refusedActions.join(", ")} to all principals.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html",
  types: [vault, airGappedVault],
  check: (resource, stack) => {
    const open = leftOpen(resource, stack, refusedActions);
    return open.length === 0 ? [] : [`the vault's policy does not deny ${open.join(", ")}; add a statement that does`];
  },
};
