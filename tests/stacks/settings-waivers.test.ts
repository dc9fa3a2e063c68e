import { expect, test } from "@jest/globals";
import { parseSettings } from "../../stacks/settings.ts";
import { account, faultsOf, prod } from "./settings-fixture.ts";

const waiver = {
  policy: "aws-rds-instance-enable-storage-encryption",
  resource: "aws:rds/instance:Instance::*",
  reason: "The copy for load tests holds made-up orders only",
  owner: "data team",
  ticket: "SHOP-123",
  until: "2027-01-31",
};

test.each([
  ["shop-prod", prod],
  ["shops-account", account],
])("the settings of %s take waivers as they are written", (stack, base) => {
  expect(parseSettings(stack, { ...base, waivers: [waiver] }).settings?.waivers).toEqual([waiver]);
});

const wrong: [string, object, string][] = [
  ["a bare day", { until: 20270131 }, 'waivers[0].until: got 20270131, expected a day of this century in quotes such as "2026-11-20"'],
  [
    "a day that is none",
    { until: "2027-02-30" },
    'waivers[0].until: got "2027-02-30", expected a day of this century in quotes such as "2026-11-20"',
  ],
  ["no reason", { reason: "because" }, 'waivers[0].reason: got "because", expected a reason of at least 10 characters'],
  ["no owner", { owner: " " }, 'waivers[0].owner: got " ", expected the owner, a person or a team'],
  [
    "a policy's description",
    { policy: "Storage is encrypted" },
    'waivers[0].policy: got "Storage is encrypted", expected a policy\'s name such as aws-rds-instance-enable-storage-encryption',
  ],
  [
    "an empty resource",
    { resource: "" },
    'waivers[0].resource: got "", expected a resource such as aws:s3/bucket:Bucket::media, its name, or another end of its URN, with * for anything',
  ],
];

test.each(wrong)("a waiver with %s is one sentence", (_, change, sentence) => {
  expect(faultsOf({ ...prod, waivers: [{ ...waiver, ...change }] })).toEqual([sentence]);
});

test("a waiver without a ticket or with a field more is refused", () => {
  const { ticket: _, ...rest } = waiver;
  expect(faultsOf({ ...prod, waivers: [{ ...rest, note: 1 }] })).toEqual([
    "waivers[0].ticket: missing; expected the ticket that ends it, such as SHOP-123",
    "waivers[0].note: unknown key, expected one of policy, resource, reason, owner, ticket, until",
  ]);
});
