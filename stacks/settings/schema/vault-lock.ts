import { z } from "zod";
import { maxRetentionDays } from "../../../domain/defaults/backup.ts";
import { wholeNumber } from "./fields.ts";

/** The least that a lock is worth: what a ransom note leaves time for (aws-backup-vault-enable-lock). */
export const leastLocked = 7;

/** What a vault's lock is made of but for the longest life of what it takes; `name` is what has to be typed a second time before it is final. */
export const vaultLock = (name: string) => ({
  mode: z
    .enum(["governance", "compliance"], { error: "governance or compliance" })
    .default("governance")
    .describe(
      "governance: a break-glass role can take it off; compliance: after changeableForDays nobody can, AWS included, and it cannot be undone.",
    ),
  complianceLock: z.string({ error: name }).max(50, name).optional().describe(`Needed for compliance: ${name}, once more.`),
  changeableForDays: wholeNumber(3, maxRetentionDays, "days")
    .default(7)
    .describe("In compliance mode: days for which it can still be taken off."),
  minimumDays: wholeNumber(leastLocked, maxRetentionDays, "days").default(leastLocked).describe("Nothing with a shorter life gets in."),
});
