import { z } from "zod";
import { domainName, reason, wholeNumber } from "./fields.ts";

/** `paymentPage.csp`: the content security policy that nodes make of what was agreed. */
export const paymentPageCsp = z
  .strictObject({
    mode: z
      .enum(["report", "enforce"], { error: "report or enforce" })
      .default("report")
      .describe(
        "report: browsers load what was not agreed, and say so. enforce: they refuse it; first watch for weeks that nothing is reported.",
      ),
    shoppers: wholeNumber(1, 100, "shoppers")
      .default(3)
      .describe(
        "How many shoppers' addresses have to report the same host within a day, to one node, before an alarm: anybody can send a report.",
      ),
    ignore: z
      .array(
        z.strictObject({
          host: domainName.describe("A host that browsers report, such as an advertiser's whose program shoppers have caught."),
          reason: reason.describe("Why it is not the page's."),
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
