import { z } from "zod";
import { maxRetentionDays } from "../../../domain/defaults/backup.ts";
import { wholeNumber } from "./fields.ts";

/** Minimum days of a lock, as long as ransomware leaves time to pay (aws-backup-vault-enable-lock). */
export const minLockedDays = 7;

/** Settings of a vault's lock but for its maximum retention; `name` is what has to be typed a second time before the lock is final. */
export const vaultLock = (name: string) => ({
  mode: z
    .enum(["governance", "compliance"], { error: "governance or compliance" })
    .default("governance")
    .describe(
      "governance: a break-glass role can remove it; compliance: after changeableForDays no one can, AWS included, and this cannot be undone.",
    ),
  complianceLock: z.string({ error: name }).max(50, name).optional().describe(`Required for compliance: repeat ${name}.`),
  changeableForDays: wholeNumber(3, maxRetentionDays, "days")
    .default(7)
    .describe("In compliance mode: days for which it can still be removed."),
  minimumDays: wholeNumber(minLockedDays, maxRetentionDays, "days")
    .default(minLockedDays)
    .describe("Backups that expire earlier are refused."),
});
