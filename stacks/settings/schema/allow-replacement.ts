import { z } from "zod";
import { date, reason } from "./fields.ts";

const resourceExpected = "one resource without *, such as aws:rds/instance:Instance::database";

/** The permission without which nothing in production that holds data is replaced or deleted. */
export const allowReplacement = z
  .array(
    z.strictObject({
      resource: z
        .string({ error: resourceExpected })
        .regex(/^[\w-]+(:[\w/-]+){2}::[^\s*]+$/, resourceExpected)
        .max(300, "a resource of at most 300 characters")
        .describe("The resource: <type>::<name>, as `store diff` writes it."),
      reason: reason.describe("Why it may be replaced or deleted, and where its data is by then."),
      until: date.describe("The last day on which this is allowed."),
    }),
    { error: "a list of objects of resource, reason, until" },
  )
  .max(10, "at most 10 resources")
  .default([])
  .describe(
    "Resources with data that may be replaced or deleted all the same; without an entry, `store check` refuses such a change in production.",
  );
