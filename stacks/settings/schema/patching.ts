import { z } from "zod";
import { weekdays } from "../../../domain/calendars/windows.ts";
import { byEnvironment } from "../profiles.ts";
import { date, reason, timezone } from "./fields.ts";

const windowExpected = "a weekday and a time such as sun 03:00";

const timezoneExpected = "an IANA time zone such as UTC or Europe/Berlin";

const hoursExpected = "whole hours from 3, which a backup, new nodes and their missing packages take, to 24";

const soakExpected = "whole days from 0 to 7, since staging takes a new image each week";

const parameterExpected = "an SSM parameter's name or ARN such as /shop-staging/patching/state";

const freeze = z.strictObject({
  from: date.describe("First frozen day."),
  to: date.describe("Last frozen day."),
  reason: reason.describe("Why nothing may change then."),
});

/** The section `patching` of a store's settings. */
export const patching = z
  .strictObject({
    window: z
      .string({ error: windowExpected })
      .regex(new RegExp(`^(${weekdays.join("|")}) ([01]\\d|2[0-3]):[0-5]\\d$`), windowExpected)
      .default("sun 03:00")
      .describe("When the weekly window opens, local time: nodes are patched in it; database and caches in the hour before it."),
    timezone: timezone(timezoneExpected).default("UTC").describe("The window's time zone."),
    duration: z
      .int({ error: hoursExpected })
      .min(3, hoursExpected)
      .max(24, hoursExpected)
      .default(3)
      .describe("Length of the window in hours."),
    soak: z
      .int({ error: soakExpected })
      .min(0, soakExpected)
      .max(7, soakExpected)
      .optional()
      .describe(
        `Days that an image has to have run in staging before this store takes it. Default: ${byEnvironment(({ soakDays }) => soakDays)}.`,
      ),
    freeze: z
      .array(freeze, { error: "a list of objects of from, to, reason" })
      .max(50, "at most 50 freezes")
      .default([])
      .describe("Days of the window's time zone on which nothing but emergencies is changed: the season, a sale."),
    emergency: z
      .strictObject({
        reason: reason.describe("Why it cannot wait; the windows' records keep it."),
        until: date.describe("Last day on which windows open although frozen."),
      })
      .optional()
      .describe("Opens frozen windows too."),
    stagingParameter: z
      .string({ error: parameterExpected })
      .max(1000, parameterExpected)
      .regex(/^(arn:aws:ssm:[a-z0-9-]+:\d{12}:parameter)?(\/[\w.-]+)+$/, parameterExpected)
      .optional()
      .describe(
        "The parameter in which another stack says which images it has run. Default: that of the store's staging, where soak is not 0 in prod.",
      ),
  })
  .prefault({})
  .describe("When and how the store is patched.");

/** The settings as written, with defaults filled in. */
export type PatchingInput = z.output<typeof patching>;
