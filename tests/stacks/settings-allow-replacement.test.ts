import { expect, test } from "@jest/globals";
import { parseSettings } from "../../stacks/settings.ts";
import { account, faultsOf, prod } from "./settings-fixture.ts";

const allowed = {
  resource: "aws:rds/instance:Instance::database",
  reason: "It moves to the other engine; the dump is in the archive",
  until: "2026-12-24",
};

test.each([
  ["shop-prod", prod],
  ["shops-account", account],
])("the settings of %s say what may be replaced", (stack, base) => {
  expect(parseSettings(stack, { ...base, allowReplacement: [allowed] }).settings?.allowReplacement).toEqual([allowed]);
});

const wrong: [string, object, string][] = [
  [
    "many resources at once",
    { resource: "aws:s3/bucket:Bucket::*" },
    'allowReplacement[0].resource: got "aws:s3/bucket:Bucket::*", expected one resource without *, such as aws:rds/instance:Instance::database',
  ],
  ["no reason", { reason: "because" }, 'allowReplacement[0].reason: got "because", expected a reason of at least 10 characters'],
  [
    "a day that is none",
    { until: "2026-02-30" },
    'allowReplacement[0].until: got "2026-02-30", expected a day of this century in quotes such as "2026-11-20"',
  ],
];

test.each(wrong)("%s is one sentence", (_, change, sentence) => {
  expect(faultsOf({ ...prod, allowReplacement: [{ ...allowed, ...change }] })).toEqual([sentence]);
});
