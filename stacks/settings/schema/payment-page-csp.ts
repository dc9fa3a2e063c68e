import { z } from "zod";
import { domainName, reason, wholeNumber } from "./fields.ts";

/** `paymentPage.csp`: the content security policy that nodes make of what was agreed. */
export const paymentPageCsp = z
  .strictObject({
    mode: z
      .enum(["report", "enforce"], { error: "report or enforce" })
      .default("report")
      .describe(
        "report: browsers load content that was not agreed, and report it. enforce: they block it; first wait until nothing has been reported for weeks.",
      ),
    shoppers: wholeNumber(1, 100, "shoppers")
      .default(3)
      .describe(
        "Number of shoppers' addresses that have to report the same host to one node within a day before an alarm fires, since reports can be forged.",
      ),
    ignore: z
      .array(
        z.strictObject({
          host: domainName.describe("A host that browsers report, such as that of adware on shoppers' machines."),
          reason: reason.describe("Why it does not belong to the page."),
        }),
        { error: "a list of objects of host, reason" },
      )
      .max(100, "at most 100 hosts")
      .default([])
      .describe("Hosts whose reports fire no alarm. Browsers treat them like any other that was not agreed."),
  })
  .prefault({})
  .describe(
    "The payment page's content security policy, made of `paymentPage.file`. Without that file there is only the general one, which reports.",
  );
