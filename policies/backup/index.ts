import type { Policy } from "../model/policy.ts";
import { backupConfigurePlan } from "./configure-plan.ts";
import { backupConfigureVaultKey } from "./configure-vault-key.ts";
import { backupDisallowManualDeletion } from "./disallow-manual-deletion.ts";
import { backupEnableCopies } from "./enable-copies.ts";
import { backupEnableVaultLock } from "./enable-vault-lock.ts";
import { backupEnforceCoverage } from "./enforce-coverage.ts";
import { backupMissingRestoreTests } from "./missing-restore-tests.ts";

/** The policies about AWS Backup. */
export const backup: readonly Policy[] = [
  backupConfigurePlan,
  backupConfigureVaultKey,
  backupDisallowManualDeletion,
  backupEnableCopies,
  backupEnableVaultLock,
  backupEnforceCoverage,
  backupMissingRestoreTests,
];
