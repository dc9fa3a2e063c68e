import { z } from "zod";
import { maxRetentionDays } from "../../../../domain/defaults/backup.ts";
import { on, storeStack, wholeNumber } from "../fields.ts";
import { vaultLock } from "../vault-lock.ts";

const accountExpected = "the twelve digits of the store's AWS account, in quotes";

const stackExpected = "a store's stack such as shop-prod";

const copied = z.strictObject({
  stack: z.string({ error: stackExpected }).max(24, stackExpected).regex(storeStack, stackExpected).describe("The stack of the store."),
  accountId: z
    .string({ error: accountExpected })
    .regex(/^\d{12}$/, accountExpected)
    .describe("The store's account."),
});

const organization = z
  .strictObject({
    copies: on("Whether backups may be copied from one account of the organization to another.").default(true),
    multiPartyApproval: on("Whether approval teams may open air-gapped vaults.").default(false),
    delegatedAdministrator: on("Whether a member account may manage the backup plans of all accounts.").default(false),
  })
  .optional()
  .describe(
    "AWS Backup's settings of the organization, for the home stack of its management account, which alone can change them. Default: an administrator of the management account turns copies on by hand.",
  );

/** `backupCopies` of an account. */
export const backupCopies = z
  .strictObject({
    from: z
      .array(copied, { error: "a list of objects of stack, accountId" })
      .max(20, "at most 20 stores")
      .default([])
      .describe(
        "Stores of other accounts of the organization whose backups are copied here: each gets a locked vault with a key of its own. The store names it in `backup.copyVaultArn`.",
      ),
    lock: z
      .strictObject({
        ...vaultLock("the account stack's name"),
        maximumDays: wholeNumber(35, maxRetentionDays, "days").default(400).describe("Backups that expire later are refused."),
      })
      .prefault({})
      .describe("The vaults' locks."),
    organization,
  })
  .prefault({})
  .describe("Copies of other accounts' backups, which survive the compromise of a store's account.");
