import { z } from "zod";
import { byEnvironment } from "../profiles.ts";
import { on } from "./fields.ts";

/** `functions` of a store. */
export const functions = z
  .strictObject({
    reserve: on(
      `Whether the two functions of which one may run at a time (patch windows, restore tests) take one each of the account's concurrent runs. Lambda refuses it to a new account, which has 10 (docs/limits.md); without it they are called so far apart that none overlap. Default: ${byEnvironment(({ reservesRuns }) => reservesRuns)}.`,
    ).optional(),
  })
  .prefault({})
  .describe("Concurrency of the store's Lambda functions.");
