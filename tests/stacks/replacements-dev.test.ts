import { expect, test } from "@jest/globals";
import { disagreements, recordedOf } from "../support/replacements/recorded.ts";

/*
 * What the engine replaced is recorded (docs/decisions/0077-what-a-change-replaces.md), so that every machine compares.
 */
test("the rule replaces what Pulumi's engine with the AWS provider replaced, for each recorded change of demo-dev", async () => {
  expect(recordedOf("demo-dev").length).toBeGreaterThan(3);
  expect(await disagreements("demo-dev")).toEqual([]);
}, 240_000);
