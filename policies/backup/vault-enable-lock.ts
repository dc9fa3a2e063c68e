import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { vault } from "./types.ts";

/** Minimum retention: the time that a ransom demand usually allows. */
const minDays = 7;

export const backupVaultEnableLock: Policy = {
  name: "aws-backup-vault-enable-lock",
  description: "Backup vaults are locked: their contents stay for their retention, even if the account is compromised.",
  severity: "high",
  controls: [
    {
      key: "G6",
      service: "What no other tool checks",
      control: "Every backup vault is locked",
      pci: ["12.10.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Add a VaultLockConfiguration with minRetentionDays of ${minDays} or more.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  types: [vault],
  check: (resource, stack) => {
    const [lock] = stack.referring(resource, "backupVaultName", ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"]);
    if (lock === undefined) return ["the vault has no VaultLockConfiguration; add one"];
    const days = lock.number("minRetentionDays");
    return days !== undefined && days >= minDays ? [] : [`minRetentionDays is ${show(days)}; set ${minDays} or more`];
  },
};
