import { z } from "zod";
import { contacts, reason, wholeNumber } from "./fields.ts";
import { smallBlock } from "./firewall-fields.ts";

/** X-Cart blocks a login for two minutes after six failures; so does the guard, by address and by account. */
const customers = (whose: string) =>
  z
    .strictObject({
      attempts: wholeNumber(2, 10, "failures").default(6).describe(`The failure ${whose} that blocks.`),
      windowSeconds: wholeNumber(60, 3600, "seconds").default(120).describe("How far back failures count."),
      blockSeconds: wholeNumber(60, 86400, "seconds").default(120).describe("How long the block lasts, from the last failure on."),
    })
    .prefault({});

/** PCI DSS 8.3.4: at most ten attempts, then at least 30 minutes. */
const staff = z
  .strictObject({
    attempts: wholeNumber(3, 10, "failures; PCI DSS 8.3.4 allows ten")
      .default(10)
      .describe("The failure on an account of the administration that blocks; a success before it begins anew."),
    windowSeconds: wholeNumber(1800, 86400, "seconds").default(86400).describe("How far back failures count."),
    blockSeconds: wholeNumber(1800, 86400, "seconds; PCI DSS 8.3.4 asks for 30 minutes")
      .default(1800)
      .describe("How long the block lasts, from the last failure on."),
  })
  .prefault({});

const unguarded = z.strictObject({
  // A company's network, not a provider's.
  range: smallBlock({ ipv4: 16, ipv6: 32 }).describe("The range, in CIDR notation."),
  reason: reason.describe("Whose it is, and why they may fail as often as they like."),
});

/** What blocks who fails to log in, and who hears of it. */
export const loginGuard = z
  .strictObject({
    address: customers("of an address").describe("Failures of one address, at either login; IPv6 by /64."),
    account: customers("on a customer's account").describe("Failures on one customer's account, from wherever: blocks those addresses."),
    staff: staff.describe("Failures on one account of the administration, from wherever: blocks those addresses."),
    neverBlock: z
      .array(unguarded, { error: "a list of objects of range, reason" })
      .max(200, "at most 200 ranges")
      .default([])
      .describe("Ranges that are never blocked, such as an office or a call centre behind one address; the store's own way out never is."),
    administrators: contacts
      .optional()
      .describe("Who gets a mail for each failed login in the administration, at most one a minute and account. Default: contacts."),
    attackBlocks: wholeNumber(1, 10000, "addresses")
      .default(20)
      .describe("More addresses than this, blocked in five minutes, ring an alarm."),
  })
  .prefault({})
  .describe("Blocks addresses that fail to log in too often.");
