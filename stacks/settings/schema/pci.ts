import { z } from "zod";
import { scanEveryDays } from "../../../domain/defaults/pci.ts";
import { anyOf } from "../faults.ts";
import { date, readableText, reason } from "./fields.ts";
import { addressBlocks, widestInWords, widestParty } from "./firewall-fields.ts";

const results = ["pass", "fail", "pending"] as const;

const scan = z.strictObject({
  date: date.describe("The day of the scan, done or planned."),
  result: z.enum(results, { error: anyOf(results) }).describe("pass or fail as the vendor attests it; pending until then."),
  report: readableText("the location of the report")
    .min(3, "the location of the report")
    .max(300, "at most 300 characters")
    .optional()
    .describe("Location of the vendor's report, for the assessor."),
  lateBecause: reason.optional().describe(`Why it is more than ${scanEveryDays} days after the one before.`),
});

const asv = z.strictObject({
  vendor: readableText("a name")
    .min(2, "a name of at least 2 characters")
    .max(60, "a name of at most 60 characters")
    .describe("The approved scanning vendor, as the PCI SSC lists it."),
  ranges: addressBlocks(widestParty)
    .refine((list) => list.length > 0, "at least one address block")
    .describe(`Addresses that it scans from, ${widestInWords}; the firewall does not limit them.`),
  since: date.describe(`First day on which scans are asked for; the first has to pass within ${scanEveryDays} days of it.`),
  until: date.describe("Last day on which the firewall exempts the ranges: the contract's end."),
  scans: z
    .array(scan, { error: "a list of objects of date, result, report, lateBecause" })
    // They reach the function in its environment, which has 4 KB.
    .max(60, "at most 60 scans; remove old ones, which git keeps")
    .default([])
    .describe(`The scans, done and planned, at most ${scanEveryDays} days from one that has not failed to the next.`),
});

/** The path of card data to the payment provider, which decides on the assessment. */
const payment = z.enum(["redirect", "iframe", "form", "server"], { error: "redirect, iframe, form or server" });

/** `pci` of a store. */
export const pci = z
  .strictObject({
    payment: payment
      .optional()
      .describe(
        "How card data gets to the payment provider: redirect to its page or its iframe in the checkout (SAQ A), a form of the checkout that posts to it (SAQ A-EP), or by way of the store's server (SAQ D). Default: unknown, and `store pci` names no assessment.",
      ),
    asv: asv.optional().describe("External scans by an approved scanning vendor (PCI DSS 11.3.2). Default: not configured."),
  })
  .prefault({})
  .describe("Dates and evidence that PCI DSS asks of the store; `store pci` shows them.");

/** The outcome of {@link pci}. */
export type PciSettings = z.output<typeof pci>;
