import { z } from "zod";
import { on, safeguard, wholeNumber } from "../fields.ts";

const roleExpected = "a role's name such as demo-account-deploy, without path and ARN";

/** The name of a role whose changes are expected. */
const roleName = z
  .string({ error: roleExpected })
  .regex(/^[\w+=,.@-]+$/, roleExpected)
  .max(64, "a role's name of at most 64 characters");

/** `trail` of an account. */
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
        "More roles whose changes to networks and permissions fire no alarm, since they are reviewed elsewhere. The deploy roles of `ci` fire none anyway.",
      ),
    refusedCalls: wholeNumber(1, 10000, "calls").default(20).describe("Refused calls in five minutes above which an alarm fires."),
    failedSignIns: wholeNumber(1, 100, "sign-ins")
      .default(5)
      .describe("Failed sign-ins to the console in five minutes above which an alarm fires."),
  })
  .prefault({})
  .describe("The audit trail of the account, which covers all Regions; only where `home` is true.");
