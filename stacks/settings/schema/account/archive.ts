import { z } from "zod";
import { wholeNumber } from "../fields.ts";

/** The archive of the account's logs. */
export const logArchive = z
  .strictObject({
    lock: z
      .enum(["governance", "compliance"], { error: "governance or compliance" })
      .default("governance")
      .describe(
        "Object Lock. governance: a role with a special permission can still delete; compliance: no one can, AWS included, and this cannot be undone.",
      ),
    retentionDays: wholeNumber(365, 3653, "days")
      .default(400)
      .describe("How long logs are kept and cannot be deleted (PCI DSS 10.5.1: at least a year)."),
  })
  .prefault({})
  .describe("The archive of the account's logs, which Object Lock keeps unchangeable.");
