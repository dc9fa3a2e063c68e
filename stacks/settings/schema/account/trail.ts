import { z } from "zod";
import { on, safeguard, wholeNumber } from "../fields.ts";

const roleExpected = "a role's name such as demo-account-deploy, without path and ARN";

/** The names of roles whose changes are everyday life. */
const roleName = z
  .string({ error: roleExpected })
  .regex(/^[\w+=,.@-]+$/, roleExpected)
  .max(64, "a role's name of at most 64 characters");

/** What the account's trail records, and what somebody hears of. */
export const trail = z
  .strictObject({
    objectEvents: safeguard("Records who reads, writes and deletes objects in buckets (PCI DSS 10.2.1.1; 0.10 USD for 100,000 events)."),
    functionEvents: on("Whether calls of functions are recorded (0.10 USD for 100,000 events).").default(true),
    insights: safeguard("Notices unusual rates of calls and errors (0.35 USD for 100,000 calls, for each of the two)."),
    expectedRoles: z
      .array(roleName, { error: "a list of roles' names" })
      .max(5, "at most 5 roles")
      .default([])
      .describe(
        "More roles whose changes of networks and permissions ring no alarm, since they are reviewed elsewhere. Those that deploy for `ci` are expected anyway.",
      ),
    refusedCalls: wholeNumber(1, 10000, "calls").default(20).describe("More refused calls than this in five minutes ring an alarm."),
    failedSignIns: wholeNumber(1, 100, "sign-ins")
      .default(5)
      .describe("More failed sign-ins to the console in five minutes ring an alarm."),
  })
  .prefault({})
  .describe("The record of what is done in the account; where `home` is true only, since it covers all Regions.");
