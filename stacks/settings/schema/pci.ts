import { z } from "zod";
import { scanEveryDays } from "../../../domain/defaults/pci.ts";
import { anyOf } from "../faults.ts";
import { date, readableText, reason } from "./fields.ts";
import { addressBlocks } from "./firewall-fields.ts";

const results = ["pass", "fail", "pending"] as const;

const scan = z.strictObject({
  date: date.describe("The day of the scan, done or planned."),
  result: z.enum(results, { error: anyOf(results) }).describe("pass or fail as the vendor attests it; pending until then."),
  report: readableText("where the report is")
    .min(3, "where the report is")
    .max(300, "at most 300 characters")
    .optional()
    .describe("Where the vendor's report lies, for the assessor."),
  lateBecause: reason.optional().describe(`Why it is more than ${scanEveryDays} days after the one before.`),
});

const asv = z.strictObject({
  vendor: readableText("a name")
    .min(2, "a name of at least 2 characters")
    .max(60, "a name of at most 60 characters")
    .describe("The approved scanning vendor, as the PCI SSC lists it."),
  ranges: addressBlocks({ ipv4: 20, ipv6: 48 })
    .refine((list) => list.length > 0, "at least one address block")
    .describe("Where it scans from, /20 and /48 at most: the firewall does not slow these."),
  since: date.describe("First day on which scans are asked for; the first has to pass within 90 days of it."),
  until: date.describe("Last day on which the firewall knows the ranges: the contract's end."),
  scans: z
    .array(scan, { error: "a list of objects of date, result, report, lateBecause" })
    // They reach the function in its environment, which has 4 KB.
    .max(60, "at most 60 scans: those of years ago are in git")
    .default([])
    .describe(`The scans, done and planned, at most ${scanEveryDays} days from one that has not failed to the next.`),
});

/** How card data gets to the payment provider, which decides on the assessment. */
const payment = z.enum(["redirect", "iframe", "form", "server"], { error: "redirect, iframe, form or server" });

/** `pci` of a store. */
export const pci = z
  .strictObject({
    payment: payment
      .optional()
      .describe(
        "How card data gets to the payment provider: redirect to its page or its iframe in the checkout (SAQ A), a form of the checkout that posts to it (SAQ A-EP), or by way of the store's server (SAQ D). Default: not said, and `store pci` knows of no assessment.",
      ),
    asv: asv.optional().describe("Scans from outside by an approved scanning vendor (PCI DSS 11.3.2). Default: none is known here."),
  })
  .prefault({})
  .describe("The calendar of PCI DSS; `store pci` shows it.");

/** The outcome of {@link pci}. */
export type PciSettings = z.output<typeof pci>;
