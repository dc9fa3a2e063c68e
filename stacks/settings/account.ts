import { z } from "zod";
import { regionNames } from "../../components/defaults/regions.ts";
import { accountId, emailAddress, wholeNumber } from "./fields.ts";

/** The settings of an account stack: what an AWS account and Region has only one of. */
export const accountSchema = z.strictObject({
  kind: z.literal("account").describe("An account; the other kind is store."),
  region: z
    .enum(regionNames, { error: `an AWS Region: ${regionNames.join(", ")}` })
    .describe("The AWS Region. Changing it replaces everything."),
  accountId: accountId.optional().describe("The AWS account; any other is refused. Default: the account that the credentials belong to."),
  contacts: z
    .array(emailAddress)
    .min(1, "at least one e-mail address")
    .max(20, "at most 20 e-mail addresses")
    .describe("Who gets the alarms."),
  logArchive: z
    .strictObject({
      retentionDays: wholeNumber(365, 3653, "days")
        .default(400)
        .describe("How long logs are kept and cannot be deleted (PCI DSS 10.5.1: a year at least)."),
    })
    .prefault({}),
});

/** The settings of an account stack, defaults filled in. */
export type AccountSettings = z.output<typeof accountSchema>;
