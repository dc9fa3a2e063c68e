import { expect, test } from "@jest/globals";
import { faultsOf, prod } from "./settings-fixture.ts";

const freeze = (from: string, to: string) => ({ from, to, reason: "Christmas season" });
const sunday = (zone: string, hours = 3) => `patching.window, sun 03:00 for ${hours} hours in ${zone}, and the hour before`;
const why = "a hole in the kernel";
const today = new Date().toISOString().slice(0, 10);

/** Each change of a production store's windows that has the right shape, with all that is said about it. */
const wrong: [condition: string, change: Record<string, unknown>, faults: string[]][] = [
  [
    "a window in which clocks change",
    { patching: { window: "sun 01:30", timezone: "Europe/Berlin" } },
    ['patching.window: got "sun 01:30", expected a window in which the clocks of Europe/Berlin never change, as they do on 2027-03-28'],
  ],
  [
    "a window that the clocks of a day skip",
    { patching: { window: "sun 02:00", timezone: "America/New_York" } },
    ['patching.window: got "sun 02:00", expected a window in which the clocks of America/New_York never change, as they do on 2027-03-14'],
  ],
  [
    "a window that overlaps the backup",
    { database: { backupWindow: "05:30-06:00" } },
    [`database.backupWindow: got "05:30-06:00", expected a window in UTC that never overlaps ${sunday("UTC")}`],
  ],
  [
    "a backup in the hour before, which is the database's",
    { database: { backupWindow: "01:30-02:01" } },
    [`database.backupWindow: got "01:30-02:01", expected a window in UTC that never overlaps ${sunday("UTC")}`],
  ],
  [
    "a window that overlaps the snapshot in summer only",
    { patching: { timezone: "Europe/Berlin" }, cache: { snapshotWindow: "23:30-00:30" } },
    [`cache.snapshotWindow: got "23:30-00:30", expected a window in UTC that never overlaps ${sunday("Europe/Berlin")}`],
  ],
  [
    "a window over the week's end that runs into the backup",
    { patching: { window: "sun 23:00" }, database: { backupWindow: "01:30-02:00" } },
    [
      'database.backupWindow: got "01:30-02:00", expected a window in UTC that never overlaps patching.window, sun 23:00 for 3 hours in UTC, and the hour before',
    ],
  ],
  [
    "a window that leaves no time for backups",
    { patching: { duration: 24 } },
    [
      `database.backupWindow: got "00:00-01:00", expected a window in UTC that never overlaps ${sunday("UTC", 24)}`,
      `cache.snapshotWindow: got "01:00-02:00", expected a window in UTC that never overlaps ${sunday("UTC", 24)}`,
      `backup.start: got "03:00", expected a time in UTC whose next 120 minutes never overlap ${sunday("UTC", 24)}`,
    ],
  ],
  [
    "a backup of less than half an hour",
    { database: { backupWindow: "01:00-01:29" } },
    ['database.backupWindow: got "01:00-01:29", expected a window of at least 30 minutes'],
  ],
  [
    "a snapshot of less than an hour",
    { cache: { snapshotWindow: "01:00-01:59" } },
    ['cache.snapshotWindow: got "01:00-01:59", expected a window of at least 60 minutes'],
  ],
  [
    "a freeze that ends before it begins",
    { patching: { freeze: [freeze("2026-12-28", "2026-12-14")] } },
    ['patching.freeze[0].to: got "2026-12-14", expected a day on or after from, 2026-12-28'],
  ],
  [
    "freezes that share a day",
    { patching: { freeze: [freeze("2026-12-14", "2026-12-28"), freeze("2026-12-28", "2026-12-30")] } },
    ['patching.freeze[1]: got "2026-12-28 to 2026-12-30", expected days outside patching.freeze[0]'],
  ],
  [
    "a freeze of five Sundays",
    { patching: { freeze: [freeze("2026-11-23", "2026-12-27")] } },
    [
      "patching.freeze: got no unfrozen window between 2026-11-22 and 2027-01-03 (42 days), expected at most 30 days from one window to the next (PCI DSS 6.3.3); shorten the freeze",
    ],
  ],
  [
    "adjacent freezes of four Sundays",
    { patching: { freeze: [freeze("2026-12-06", "2026-12-13"), freeze("2026-12-14", "2026-12-27")] } },
    [
      "patching.freeze: got no unfrozen window between 2026-11-29 and 2027-01-03 (35 days), expected at most 30 days from one window to the next (PCI DSS 6.3.3); shorten the freeze",
    ],
  ],
  [
    "an emergency that ended",
    { patching: { freeze: [freeze("2020-12-07", "2020-12-20")], emergency: { reason: why, until: "2020-12-10" } } },
    [
      `patching.emergency.until: got "2020-12-10", expected today, ${today}, or a later day: it ended on 2020-12-10, more than 14 days ago; remove the emergency`,
    ],
  ],
  [
    "an emergency without a freeze",
    { patching: { emergency: { reason: why, until: "2099-12-10" } } },
    [
      `patching.emergency: got {"reason":"${why}","until":"2099-12-10"}, expected no value, since no freeze of patching.freeze affects a window until 2099-12-10`,
    ],
  ],
  [
    "an emergency before the freeze",
    { patching: { freeze: [freeze("2099-12-11", "2099-12-20")], emergency: { reason: why, until: "2099-12-10" } } },
    [
      `patching.emergency: got {"reason":"${why}","until":"2099-12-10"}, expected no value, since no freeze of patching.freeze affects a window until 2099-12-10`,
    ],
  ],
  [
    "a staging where nothing soaks",
    { patching: { soak: 0, stagingParameter: "/shop-staging/patching/state" } },
    [
      'patching.stagingParameter: got "/shop-staging/patching/state", expected no value where patching.soak is 0, since the newest image is taken at once',
    ],
  ],
  [
    "a staging in another Region",
    { patching: { stagingParameter: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop-staging/patching/state" } },
    [
      'patching.stagingParameter: got "arn:aws:ssm:eu-west-1:123456789012:parameter/shop-staging/patching/state", expected a parameter in us-east-1, since images are specific to a Region',
    ],
  ],
  [
    "its own parameter for staging's",
    { patching: { stagingParameter: "/shop-prod/patching/state" } },
    ['patching.stagingParameter: got "/shop-prod/patching/state", expected the parameter of another stack, in which images run first'],
  ],
];

test.each(wrong)("with %s, the settings are refused", (_condition, change, faults) => {
  expect(faultsOf({ ...prod, ...change })).toEqual(faults);
});

/** What looks like one of the above, and is fine. */
const right: [condition: string, change: Record<string, unknown>][] = [
  ["the longest window that leaves time for backups", { patching: { duration: 19 } }],
  ["a window over the week's end", { patching: { window: "sun 23:30" } }],
  ["a window right after the clocks have changed", { patching: { window: "sun 03:00", timezone: "Europe/Berlin" } }],
  [
    "an emergency in a freeze",
    {
      patching: {
        freeze: [freeze("2020-12-07", "2020-12-20"), freeze("2099-12-07", "2099-12-10")],
        emergency: { reason: why, until: "2099-12-07" },
      },
    },
  ],
  [
    "a staging of another account",
    { patching: { stagingParameter: "arn:aws:ssm:us-east-1:123456789012:parameter/shop-staging/patching/state" } },
  ],
  ["a freeze of three Sundays", { patching: { freeze: [freeze("2026-12-07", "2026-12-27")] } }],
  ["a freeze of a day", { patching: { freeze: [freeze("2028-02-29", "2028-02-29")] } }],
];

test.each(right)("with %s, the settings are accepted", (_condition, change) => {
  expect(faultsOf({ ...prod, ...change })).toEqual([]);
});

test("outside production, a soak needs someone to ask", () => {
  const staging = { ...prod, environment: "staging", patching: { soak: 2 } };
  expect(faultsOf(staging, "shop-staging")).toEqual([
    "patching.soak: got 2, expected 0 in staging, or patching.stagingParameter with the stack in which images run first",
  ]);
});
