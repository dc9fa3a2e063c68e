import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { vault } from "./types.ts";

/** What a ransom note leaves time for. */
const leastDays = 7;

export const backupVaultEnableLock: Policy = {
  name: "aws-backup-vault-enable-lock",
  description: "A vault is locked: what is in it stays for its time, whoever takes the account over.",
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
  remediation: `Add a VaultLockConfiguration with minRetentionDays of ${leastDays} or more.`,
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  types: [vault],
  check: (resource, stack) => {
    const [lock] = stack.referring(resource, "backupVaultName", ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"]);
    if (lock === undefined) return ["no VaultLockConfiguration; add one"];
    const days = lock.number("minRetentionDays");
    return days !== undefined && days >= leastDays ? [] : [`minRetentionDays is ${show(days)}; set ${leastDays} or more`];
  },
};
