import { expect, test } from "@jest/globals";
import { partnerRegions } from "../../domain/defaults/backup.ts";
import { regionNames } from "../../domain/defaults/regions.ts";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { dev, faultsOf, prod, regionList, watched } from "./settings-fixture.ts";

const vaultArn = "arn:aws:backup:us-east-1:210987654321:backup-vault:shop";
const bounds = (from: number, to: number) => `${from} to ${to} days, the bounds of the vault's lock (backup.lock)`;
const once = "the store's name, shop: a lock in compliance mode can never be removed";
const clear = (window: string, zone = "UTC") => `a time in ${zone} whose next 120 minutes never overlap ${window}`;

const window = "patching.window, sun 03:00 for 3 hours in UTC, and the hour before";

/** Each `backup` section of a production store's file that is wrong, with all that is said about it. */
const wrong: [condition: string, backup: Record<string, unknown>, faults: string[]][] = [
  [
    "continuous backups of more than 35 days",
    { keep: { continuousDays: 36 } },
    ["backup.keep.continuousDays: got 36, expected a whole number from 7 to 35 (days)"],
  ],
  [
    "daily backups of a month",
    { keep: { dailyDays: 30 } },
    ["backup.keep.dailyDays: got 30, expected a whole number from 35 to 36500 (days)"],
  ],
  [
    "a lock that asks for more than continuous backups can keep",
    { lock: { minimumDays: 36 } },
    [`backup.keep.continuousDays: got 35, expected ${bounds(36, 400)}`, `backup.keep.dailyDays: got 35, expected ${bounds(36, 400)}`],
  ],
  ["a lock that lets in less than is kept", { lock: { maximumDays: 90 } }, [`backup.keep.monthlyDays: got 400, expected ${bounds(7, 90)}`]],
  [
    "weekly backups that are kept no longer than daily ones",
    { keep: { dailyDays: 90 } },
    ["backup.keep.weeklyDays: got 90, expected more than dailyDays, 90, or 0"],
  ],
  [
    "monthly backups that are kept no longer than weekly ones",
    { keep: { monthlyDays: 90, coldAfterDays: 0 } },
    ["backup.keep.monthlyDays: got 90, expected more than dailyDays and weeklyDays, 90, or 0"],
  ],
  [
    "89 days in cold storage",
    { keep: { coldAfterDays: 311 } },
    [
      "backup.keep.coldAfterDays: got 311, expected 0, or at least 90 days before monthlyDays, 400, the minimum that backups stay in cold storage",
    ],
  ],
  [
    "cold storage without monthly backups",
    { keep: { monthlyDays: 0, coldAfterDays: 30 } },
    [
      "backup.keep.coldAfterDays: got 30, expected 0, or at least 90 days before monthlyDays, 0, the minimum that backups stay in cold storage",
    ],
  ],
  ["compliance mode without the store's name", { lock: { mode: "compliance" } }, [`backup.lock.complianceLock: missing; expected ${once}`]],
  [
    "compliance mode with the stack's name",
    { lock: { mode: "compliance", complianceLock: "shop-prod" } },
    [`backup.lock.complianceLock: got "shop-prod", expected ${once}`],
  ],
  [
    "the store's name without compliance mode",
    { lock: { complianceLock: "shop" } },
    ['backup.lock.complianceLock: got "shop", expected no value where mode is governance'],
  ],
  [
    "two days to change one's mind",
    { lock: { changeableForDays: 2 } },
    ["backup.lock.changeableForDays: got 2, expected a whole number from 3 to 36500 (days)"],
  ],
  [
    "copies that stay in the Region",
    { copyRegion: "us-east-1" },
    ['backup.copyRegion: got "us-east-1", expected a Region other than the store\'s own'],
  ],
  ["copies to nowhere", { copyRegion: "none" }, [`backup.copyRegion: got "none", expected an AWS Region: ${regionList}`]],
  [
    "an air-gapped vault without the store's name",
    { airGapped: { maximumDays: 800 } },
    ["backup.airGapped.complianceLock: missing; expected the store's name, which is the stack's without its environment"],
  ],
  [
    "an air-gapped vault with the stack's name",
    { airGapped: { complianceLock: "shop-prod", maximumDays: 800 } },
    [
      'backup.airGapped.complianceLock: got "shop-prod", expected the store\'s name, shop: backups in an air-gapped vault cannot be deleted before they expire',
    ],
  ],
  [
    "an air-gapped vault that no one says the end of",
    { airGapped: { complianceLock: "shop" } },
    ["backup.airGapped.maximumDays: missing; expected a whole number from 35 to 36500 (days)"],
  ],
  [
    "an air-gapped vault that takes less than is kept",
    { airGapped: { complianceLock: "shop", minimumDays: 36, maximumDays: 365 } },
    ["dailyDays: got 35", "monthlyDays: got 400"].map(
      (kept) => `backup.keep.${kept}, expected 36 to 365 days, the bounds of the air-gapped vault (backup.airGapped)`,
    ),
  ],
  [
    "an air-gapped vault whose bounds are the wrong way round",
    { airGapped: { complianceLock: "shop", minimumDays: 401, maximumDays: 400 } },
    ["backup.airGapped.maximumDays: got 400, expected at least minimumDays, 401"],
  ],
  [
    "a team of another Region",
    {
      airGapped: {
        complianceLock: "shop",
        maximumDays: 800,
        approvalTeamArn: "arn:aws:mpa:eu-west-1:210987654321:approval-team/restore-1",
      },
    },
    [
      'backup.airGapped.approvalTeamArn: got "arn:aws:mpa:eu-west-1:210987654321:approval-team/restore-1", expected an approval team\'s ARN such as arn:aws:mpa:us-east-1:210987654321:approval-team/restore-0123456789abcdef',
    ],
  ],
  [
    "a name for a vault",
    { copyVaultArn: "shop" },
    ['backup.copyVaultArn: got "shop", expected a vault\'s ARN such as arn:aws:backup:eu-central-1:210987654321:backup-vault:shop'],
  ],
  [
    "an unknown time zone",
    { timeZone: "Mars/Olympus" },
    ['backup.timeZone: got "Mars/Olympus", expected an IANA time zone such as UTC or Europe/Berlin'],
  ],
  ["a time of day that is none", { start: "24:00" }, ['backup.start: got "24:00", expected hh:mm, such as 05:00']],
  [
    "a start within RDS's own window",
    { start: "00:30" },
    [
      `backup.start: got "00:30", expected ${clear(window)}`,
      `backup.start: got "00:30", expected ${clear("database.backupWindow, 00:00-01:00 UTC")}`,
      `backup.start: got "00:30", expected ${clear("cache.snapshotWindow, 01:00-02:00 UTC")}`,
    ],
  ],
  [
    "a start within the two hours before RDS's own window, over midnight",
    { start: "22:01" },
    [`backup.start: got "22:01", expected ${clear("database.backupWindow, 00:00-01:00 UTC")}`],
  ],
  [
    "a start that is clear of the windows in winter only",
    { start: "07:00", timeZone: "Europe/Berlin" },
    [`backup.start: got "07:00", expected ${clear(window, "Europe/Berlin")}`],
  ],
  [
    "a start in the hour that a day in spring lacks",
    { start: "02:30", timeZone: "America/New_York" },
    [
      'backup.start: got "02:30", expected a time that exists once on each day; in America/New_York it is skipped on days such as 2027-03-14',
    ],
  ],
  [
    "a restore test in the hour that a day in autumn has twice",
    { start: "07:00", timeZone: "America/New_York", restoreTest: { start: "01:30" } },
    [
      'backup.restoreTest.start: got "01:30", expected a time that exists once on each day; in America/New_York it occurs twice on days such as 2027-11-07',
    ],
  ],
  [
    "a data loss that daily backups cannot keep to",
    { restoreTest: { maximumDataLossHours: 25 } },
    ["backup.restoreTest.maximumDataLossHours: got 25, expected a whole number from 26 to 168 (hours)"],
  ],
];

test.each(wrong)("with %s, the settings are refused", (_condition, backup, faults) => {
  expect(faultsOf({ ...prod, backup })).toEqual(faults);
});

/** What looks like one of the above, and is fine. */
const right: [condition: string, backup: Record<string, unknown>][] = [
  ["compliance mode with the store's name", { lock: { mode: "compliance", complianceLock: "shop", changeableForDays: 3 } }],
  ["90 days in cold storage", { keep: { coldAfterDays: 310 } }],
  ["no weekly and monthly backups", { keep: { weeklyDays: 0, monthlyDays: 0 } }],
  ["no cold storage", { keep: { coldAfterDays: 0 } }],
  ["a lock as narrow as what is kept", { lock: { minimumDays: 35, maximumDays: 400 } }],
  ["a vault of another account in the Region", { copyVaultArn: vaultArn }],
  ["a vault of another account in another Region", { copyVaultArn: vaultArn.replace("us-east-1", "eu-west-1") }],
  [
    "an air-gapped vault and a team that opens it",
    {
      airGapped: {
        complianceLock: "shop",
        maximumDays: 400,
        approvalTeamArn: "arn:aws:mpa:us-east-1:210987654321:approval-team/restore-1",
      },
    },
  ],
  ["a start two hours before RDS's own window", { start: "22:00" }],
  ["a start when the patch window closes", { start: "06:00" }],
  ["a start that is clear of the windows in summer too", { start: "08:00", timeZone: "Europe/Berlin" }],
  ["a time zone whose offset is no whole hour", { start: "12:00", timeZone: "Asia/Kathmandu" }],
];

test("anyone who opens an air-gapped vault is of another account", () => {
  const accountId = "210987654321";
  const airGapped = {
    complianceLock: "shop",
    maximumDays: 800,
    approvalTeamArn: `arn:aws:mpa:us-east-1:${accountId}:approval-team/restore-1`,
  };
  expect(faultsOf({ ...prod, accountId, backup: { airGapped } })).toEqual([
    `backup.airGapped.approvalTeamArn: got "${airGapped.approvalTeamArn}", expected a team of another account, since this one may be lost`,
  ]);
});

test.each(right)("with %s, the settings are accepted", (_condition, backup) => {
  expect(faultsOf({ ...prod, backup })).toEqual([]);
});

test("copies to the store's own account are no copies to another", () => {
  const own = { ...prod, accountId: "210987654321", backup: { copyVaultArn: vaultArn } };
  expect(faultsOf(own)).toEqual([`backup.copyVaultArn: got "${vaultArn}", expected a vault of an account other than the store's own`]);
});

test("within a boundary, copies go to a vault that it admits", () => {
  const bounded = { ...prod, account: { permissionsBoundary: "shops-account-boundary-shop-prod" } };
  const to = (name: string) => `arn:aws:backup:eu-west-1:210987654321:backup-vault:${name}`;
  expect(faultsOf({ ...bounded, backup: { copyVaultArn: to("bunker") } })).toEqual([
    `backup.copyVaultArn: got "${to("bunker")}", expected a vault whose name ends in -shop-prod: the permissions boundary of the store's roles allows no other`,
  ]);
  expect(faultsOf({ ...bounded, backup: { copyVaultArn: to("vaults-account-shop-prod") } })).toEqual([]);
});

test("each Region has a partner that is another one, and copies go there unless the settings say otherwise", () => {
  expect(Object.keys(partnerRegions).sort()).toEqual([...regionNames].sort());
  for (const region of regionNames) {
    const { settings } = parseSettings("shop-dev", { ...dev, region });
    expect([region, settings]).toMatchObject([region, { backup: { copyRegion: partnerRegions[region] } }]);
  }
  expect(regionNames.filter((region) => partnerRegions[region] === region)).toEqual([]);
});

test("nothing about backups can be relaxed", () => {
  const { settings } = parseSettings("shop-prod", watched);
  expect(settings?.kind === "store" && relaxations(settings)).toEqual([]);
});
