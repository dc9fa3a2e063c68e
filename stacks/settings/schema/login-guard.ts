import { z } from "zod";
import type { Tiers } from "../../../domain/contracts/login-guard.ts";
import { loginThresholds } from "../../../domain/defaults/login-thresholds.ts";
import { contacts, reason, wholeNumber } from "./fields.ts";
import { smallBlock } from "./firewall-fields.ts";

const { address, account, staff: ofStaff, store: ofStore } = loginThresholds;

/** Thresholds for customers. X-Cart blocks a login for two minutes after failures; so do the guard and the lock, and longer if failures go on. */
const customers = (whose: string, { repeated, ...first }: Tiers) =>
  z
    .strictObject({
      attempts: wholeNumber(2, 10, "failures").default(first.attempts).describe(`Number of failures ${whose} that block.`),
      windowSeconds: wholeNumber(60, 3600, "seconds").default(first.windowSeconds).describe("How far back failures count."),
      blockSeconds: wholeNumber(60, 86400, "seconds")
        .default(first.blockSeconds)
        .describe("How long the block lasts, from the last failure on."),
      repeated: z
        .strictObject({
          attempts: wholeNumber(5, 100, "failures")
            .default(repeated.attempts)
            .describe(`Number of failures ${whose} that block for longer.`),
          windowSeconds: wholeNumber(600, 86400, "seconds").default(repeated.windowSeconds).describe("How far back failures count."),
          blockSeconds: wholeNumber(600, 86400, "seconds")
            .default(repeated.blockSeconds)
            .describe("How long the block lasts, from the last failure on."),
        })
        .prefault({})
        .describe("Thresholds for those that go on after a block."),
    })
    .prefault({});

/** PCI DSS 8.3.4: at most ten attempts, then at least 30 minutes. */
const staff = z
  .strictObject({
    attempts: wholeNumber(3, 10, "failures; PCI DSS 8.3.4 allows ten")
      .default(ofStaff.attempts)
      .describe("Number of failures on an administration account that block it; a success resets the count."),
    windowSeconds: wholeNumber(1800, 86400, "seconds").default(ofStaff.windowSeconds).describe("How far back failures count."),
    blockSeconds: wholeNumber(1800, 86400, "seconds; PCI DSS 8.3.4 asks for 30 minutes")
      .default(ofStaff.blockSeconds)
      .describe("How long the block lasts, from the last failure on."),
  })
  .prefault({});

const store = z
  .strictObject({
    attempts: wholeNumber(50, 10_000, "failures")
      .default(ofStore.attempts)
      .describe("Number of failures from which on logins are challenged."),
    windowSeconds: wholeNumber(60, 3600, "seconds").default(ofStore.windowSeconds).describe("How far back failures count."),
  })
  .prefault({});

const unguarded = z.strictObject({
  // A company's network, not a provider's.
  range: smallBlock({ ipv4: 16, ipv6: 32 }).describe("The range, in CIDR notation."),
  reason: reason.describe("Whose range it is, and why its failures may not block it."),
});

/** `loginGuard` of a store. */
export const loginGuard = z
  .strictObject({
    address: customers("of an address", address).describe("Failures of one address at either login, on any account; IPv6 by /64."),
    account: customers("on a customer's account", account).describe(
      "Failures on one customer's account, from any address: blocks those addresses, and on the nodes every browser in which the account has not been used before.",
    ),
    staff: staff.describe("Failures on one administration account, from any address: blocks those addresses."),
    store: store.describe(
      "Failures of the whole store: above the threshold, a login needs a browser that has answered the web ACL's challenge.",
    ),
    neverBlock: z
      .array(unguarded, { error: "a list of objects of range, reason" })
      .max(200, "at most 200 ranges")
      .default([])
      .describe(
        "Ranges that are never blocked, such as an office or a call centre behind one address. The store's own egress addresses never are.",
      ),
    administrators: contacts
      .optional()
      .describe(
        "Who receives an email for each failed login to the administration, at most one per minute and account. Default: contacts.",
      ),
    attackBlocks: wholeNumber(1, 10000, "addresses").default(20).describe("Addresses blocked in five minutes above which an alarm fires."),
  })
  .prefault({})
  .describe("Blocks addresses that fail to log in too often.");
