import { z } from "zod";
import { runbooksUrl, wholeNumber } from "./fields.ts";

/** Thresholds of the alarms. */
export const alarms = z
  .strictObject({
    latencySeconds: z
      .number({ error: "seconds, from 0.1 to 60" })
      .min(0.1, "seconds, from 0.1 to 60")
      .max(60, "seconds, from 0.1 to 60")
      .default(3)
      .describe("Latency that 95 of 100 requests must not exceed."),
    errorsPerFiveMinutes: wholeNumber(1, 100000, "responses")
      .default(10)
      .describe("Server errors (5xx) that are tolerated in five minutes."),
    blockedPerFiveMinutes: wholeNumber(10, 10_000_000, "requests")
      .default(2000)
      .describe("Requests that the firewall refuses in five minutes before an alarm fires."),
    runbooksUrl,
  })
  .prefault({})
  .describe("Thresholds of the alarms, and where their emails' links lead.");
