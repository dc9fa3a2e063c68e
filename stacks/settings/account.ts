import { z } from "zod";
import { accountId, contacts, region, waivers, wholeNumber } from "./fields.ts";

/** The settings of an account stack: what an AWS account and Region has only one of. */
export const accountSchema = z.strictObject({
  kind: z.literal("account", { error: "store or account" }).describe("An account; the other kind is store."),
  region,
  accountId,
  contacts,
  logArchive: z
    .strictObject({
      lock: z
        .enum(["governance", "compliance"], { error: "governance or compliance" })
        .default("governance")
        .describe(
          "Object Lock. governance: a role with a special permission can still delete; compliance: nobody can, and it cannot be undone.",
        ),
      retentionDays: wholeNumber(365, 3653, "days")
        .default(400)
        .describe("How long logs are kept and cannot be deleted (PCI DSS 10.5.1: a year at least)."),
    })
    .prefault({})
    .describe("The archive of the account's logs."),
  waivers,
});

/** The settings of an account stack, defaults filled in. */
export type AccountSettings = z.output<typeof accountSchema>;
