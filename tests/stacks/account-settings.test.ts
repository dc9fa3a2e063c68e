import { describe, expect, test } from "@jest/globals";
import { parseSettings } from "../../stacks/settings.ts";
import { account } from "./settings-fixture.ts";

const today = "2026-11-20";
const faults = (change: object) => parseSettings("shops-account", { ...account, ...change }, today).faults ?? [];
const suppression = { finding: "S3.8", resource: "arn:aws:s3:::exports", reason: "exports are public on purpose", until: "2026-12-31" };
const suppressed = (...changes: readonly object[]) =>
  faults({ detection: { suppressions: changes.map((change) => ({ ...suppression, ...change })) } });

test("a suppression of this year is fine, until two weeks after its last day and a year ahead too", () => {
  expect([suppressed({}), suppressed({ until: "2026-11-06" }), suppressed({ until: "2027-11-20" })]).toEqual([[], [], []]);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  [
    "without an end",
    suppressed({ until: undefined }),
    ['detection.suppressions[0].until: missing; expected a day of this century in quotes such as "2026-11-20"'],
  ],
  [
    "that has ended",
    suppressed({ until: "2026-11-05" }),
    [
      'detection.suppressions[0].until: got "2026-11-05", expected a day from 2026-11-20 on: it ended on 2026-11-05, more than 14 days ago; fix the finding, or set a later day with the reason',
    ],
  ],
  [
    "that ends in years",
    suppressed({ until: "2029-01-01" }),
    ['detection.suppressions[0].until: got "2029-01-01", expected a day at most 12 months ahead, 2027-11-21'],
  ],
  [
    "of everything",
    suppressed({ finding: "*", resource: "*" }),
    ['detection.suppressions[0].finding: got "*", expected a narrower pattern, since this one suppresses every finding'],
  ],
  [
    "that is there twice",
    suppressed({}, { until: "2026-12-01" }),
    ['detection.suppressions[1]: got "S3.8 arn:aws:s3:::exports", expected findings other than those of detection.suppressions[0]'],
  ],
  [
    "without a reason",
    suppressed({ reason: "no" }),
    ['detection.suppressions[0].reason: got "no", expected a reason of at least 10 characters'],
  ],
])("a suppression %s is refused", (_what, found, expected) => {
  expect(found).toEqual(expected);
});

test("AWS Config's role is made by the home stack alone", () => {
  expect(faults({ home: false, config: { createRole: true } })).toEqual([
    "config.createRole: got true, expected false where home is false: an account has one such role, which the home stack makes",
  ]);
  expect([faults({ home: false }), faults({ config: { createRole: false } })]).toEqual([[], []]);
});

test("roles whose names are too long for a filter are refused before CloudWatch Logs would", () => {
  const long = (count: number) => Array.from({ length: count }, (_, i) => `${i}${"r".repeat(63)}`);
  expect(faults({ trail: { expectedRoles: long(1) } })).toEqual([]);
  const [fault, ...others] = faults({ trail: { expectedRoles: long(5) } });
  expect(others).toEqual([]);
  expect(fault).toMatch(
    /^trail\.expectedRoles: got .*, expected fewer or shorter names: a filter would have 1\d{3} characters, and CloudWatch Logs takes 1024$/,
  );
});

test("the roles that CI deploys by take their part of a filter, once for all of them", () => {
  const subjects = (stack: string) => [`repo:shops/hosting:environment:${stack}`];
  const deploy = Array.from({ length: 50 }, (_, i) => ({
    stack: `shop${i}-prod`,
    plan: subjects(`shop${i}-prod-plan`),
    subjects: subjects(`shop${i}-prod`),
  }));
  const ci = { deploy };
  const expectedRoles = ["r".repeat(64), "s".repeat(64)];
  expect([faults({ ci }), faults({ trail: { expectedRoles } })]).toEqual([[], []]);
  expect(faults({ ci, trail: { expectedRoles } })).toEqual([
    expect.stringMatching(/^trail\.expectedRoles: got .*, expected fewer or shorter names: a filter would have 1\d{3} characters/),
  ]);
});

test("what is relaxed needs a reason, and the other sections' faults come with it", () => {
  expect(faults({ trail: { insights: false }, detection: { leastSeverity: "low" } })).toEqual([
    'trail.insights: got false, expected true, or { relaxedBecause: "why" }',
    'detection.leastSeverity: got "low", expected high or critical',
  ]);
  expect(faults({ trail: { insights: false }, home: false, config: { createRole: true } })).toHaveLength(2);
});

describe("images that may be started", () => {
  const golden = { providers: ["210987654321"], names: ["shop-golden-*"], reason: "the old shop's own image" };
  const allowed = (...changes: readonly object[]) =>
    faults({ defaults: { allowedImages: { others: changes.map((change) => ({ ...golden, ...change })) } } });
  const path = "defaults.allowedImages.others[0]";
  const nameExpected = "an image's name with three letters or digits in a row at least, and * or ? for what varies, such as shop-golden-*";

  test("beside Amazon's are named by owner and name", () => {
    expect([allowed(golden), allowed({ providers: ["amazon", "aws-marketplace"] })]).toEqual([[], []]);
  });

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["whatever they are called", allowed({ names: ["*"] }), [`${path}.names[0]: got "*", expected ${nameExpected}`]],
    [
      "without a name",
      allowed({ names: [] }),
      [`${path}.names: got [], expected at least one name, since the owner alone does not identify an image`],
    ],
    [
      "of anyone",
      allowed({ providers: ["*"] }),
      [`${path}.providers[0]: got "*", expected amazon, aws-marketplace, aws-backup-vault or an account's 12 digits`],
    ],
    [
      "twice",
      allowed({}, {}),
      ['defaults.allowedImages.others[1]: got "210987654321 again", expected images other than those of others[0]'],
    ],
    [
      "of the account itself",
      parseSettings("shops-account", { ...account, accountId: "210987654321", defaults: { allowedImages: { others: [golden] } } }, today)
        .faults ?? [],
      [`${path}.providers[0]: got "210987654321", expected another account, since this one may always start its own images`],
    ],
    [
      "for no reason",
      faults({ defaults: { allowedImages: { enforce: false } } }),
      ['defaults.allowedImages.enforce: got false, expected true, or { relaxedBecause: "why" }'],
    ],
  ])("%s are refused", (_what, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe("copies of other accounts' backups", () => {
  const own = "111111111111";
  const of = (backupCopies: object, more: object = {}) => faults({ accountId: own, backupCopies, ...more });
  const shop = { stack: "shop-prod", accountId: "222222222222" };

  test("of two stores are fine, also under a lock for ever, and the organization's settings with them", () => {
    const lock = { mode: "compliance", complianceLock: "shops-account", maximumDays: 800 };
    expect(of({ from: [shop, { ...shop, stack: "shop-staging" }], lock, organization: { multiPartyApproval: true } })).toEqual([]);
  });

  test.each<readonly [string, object, readonly string[]]>([
    [
      "of a store of the same account",
      { from: [{ ...shop, accountId: own }] },
      [
        `backupCopies.from[0].accountId: got "${own}", expected an account other than this one, whose compromise would reach the copies too`,
      ],
    ],
    [
      "of a store twice",
      { from: [shop, shop] },
      ['backupCopies.from[1].stack: got "shop-prod", expected a stack that is not listed already'],
    ],
    [
      "of a stack that is no store's",
      { from: [{ ...shop, stack: "shop-prod-" }] },
      ['backupCopies.from[0].stack: got "shop-prod-", expected a store\'s stack such as shop-prod'],
    ],
    [
      "of no one's account",
      { from: [{ stack: "shop-prod" }] },
      ["backupCopies.from[0].accountId: missing; expected the twelve digits of the store's AWS account, in quotes"],
    ],
    [
      "under a lock for ever that no one has said twice",
      { from: [shop], lock: { mode: "compliance" } },
      [
        "backupCopies.lock.complianceLock: missing; expected the account stack's name, shops-account: a lock in compliance mode can never be removed",
      ],
    ],
    [
      "under a lock that takes nothing",
      { from: [shop], lock: { minimumDays: 90, maximumDays: 60 } },
      ["backupCopies.lock.maximumDays: got 60, expected at least minimumDays, 90"],
    ],
  ])("%s are refused", (_what, copies, expected) => {
    expect(of(copies)).toEqual(expected);
  });

  test("an organization has its settings once", () => {
    expect(of({ organization: {} }, { home: false })).toEqual([
      'backupCopies.organization: got "settings", expected no value where home is false: the home stack has the organization\'s settings',
    ]);
  });
});
