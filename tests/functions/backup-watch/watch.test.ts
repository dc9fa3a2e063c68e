import { describe, expect, test } from "@jest/globals";
import { lookBackHours, type WatchSettings } from "../../../domain/contracts/backup-watch.ts";
import { type Sources, type VaultState, watch } from "../../../functions/backup-watch/watch.ts";

const lock = { minimumDays: 7, maximumDays: 400 };
const own = { name: "shop-backup", region: "eu-central-1", lock };
const copies = { name: "shop-backup-copy", region: "eu-west-1", lock };
const settings: WatchSettings = {
  stack: "shop-prod",
  resources: [
    { name: "database", arn: "arn:db" },
    { name: "files", arn: "arn:fs" },
  ],
  vaults: { own, copies },
  restoreTests: { types: ["RDS"], bucket: "archive", accountId: "123456789012" },
};
const now = new Date("2027-03-28T12:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const locked: VaultState = { created: ago(1000), locked: true, minimumDays: 7, maximumDays: 400, approvalTeamArn: undefined };

const fine: Sources = {
  vault: async () => locked,
  newestBackup: async ({ name }, arn) => ago((name === own.name ? 3 : 5) + (arn === "arn:fs" ? 1 : 0)),
  newestCopy: async () => ago(7),
  newestGoodTest: async () => ago(48),
};

/** What is printed, as `<dimension>: <metric> <value>`, sorted; and what is thrown. */
async function seen(change: Partial<Sources>, of: WatchSettings = settings) {
  const lines: string[] = [];
  const error = await watch(of, { ...fine, ...change }, (line) => lines.push(line), now).then(
    () => undefined,
    (thrown: unknown) => String(thrown),
  );
  const values = lines.map((line) => {
    const parsed = JSON.parse(line);
    const [{ Namespace, Dimensions, Metrics }] = parsed._aws.CloudWatchMetrics;
    expect([Namespace, parsed._aws.Timestamp, Dimensions[0][0], parsed.Stack]).toEqual([
      "xcart/shop-prod",
      now.getTime(),
      "Stack",
      "shop-prod",
    ]);
    return `${parsed[Dimensions[0][1]]}: ${Metrics[0].Name} ${parsed[Metrics[0].Name]}`;
  });
  return { values: values.sort(), error };
}

/** What is printed about one thing. */
const about = async (what: string, change: Partial<Sources>) =>
  (await seen(change)).values.filter((value) => value.startsWith(`${what}: `));

describe("the hourly look", () => {
  test("prints the age of each backup, copy and restore test, and each lock", async () => {
    expect(await seen({})).toEqual({
      values: [
        "RDS: RestoreTestAgeDays 2",
        "database: BackupAgeHours 3",
        "database: BackupCopyAgeHours 5",
        "files: BackupAgeHours 4",
        "files: BackupCopyAgeHours 6",
        "shop-backup-copy: VaultLocked 1",
        "shop-backup: VaultLocked 1",
      ],
      error: undefined,
    });
  });

  test("asks no further back than alarms need, each vault in its own Region", async () => {
    const asked: unknown[] = [];
    await seen({ newestBackup: async ({ region }, arn, after) => void asked.push([region, arn, (+now - +after) / 3_600_000]) });
    expect(asked.sort()).toEqual([
      ["eu-central-1", "arn:db", lookBackHours],
      ["eu-central-1", "arn:fs", lookBackHours],
      ["eu-west-1", "arn:db", lookBackHours],
      ["eu-west-1", "arn:fs", lookBackHours],
    ]);
  });

  test("finds a resource without any backup as old as it looks back", async () => {
    expect(await about("database", { newestBackup: async () => undefined })).toEqual([
      `database: BackupAgeHours ${lookBackHours}`,
      `database: BackupCopyAgeHours ${lookBackHours}`,
    ]);
  });

  test("gives a new vault the time to its first backup, and to its first restore test", async () => {
    const young = {
      vault: async () => ({ ...locked, created: ago(12) }),
      newestBackup: async () => undefined,
      newestGoodTest: async () => undefined,
    };
    expect([...(await about("database", young)), ...(await about("RDS", young))]).toEqual([
      "database: BackupAgeHours 12",
      "database: BackupCopyAgeHours 12",
      "RDS: RestoreTestAgeDays 0.5",
    ]);
  });

  test("takes a backup that began in the future, by another clock, for new", async () => {
    expect(await about("files", { newestBackup: async () => ago(-1) })).toEqual(["files: BackupAgeHours 0", "files: BackupCopyAgeHours 0"]);
  });

  test.each<readonly [string, Partial<VaultState>]>([
    ["without a lock", { locked: false, minimumDays: undefined, maximumDays: undefined }],
    ["with a lock that lets shorter lives in", { minimumDays: 1 }],
    ["with a lock that lets nothing in for long", { maximumDays: 30 }],
  ])("finds a vault %s unlocked", async (_how, state) => {
    const vault = async ({ name }: { name: string }) => (name === copies.name ? { ...locked, ...state } : locked);
    expect([...(await about("shop-backup", { vault })), ...(await about("shop-backup-copy", { vault }))]).toEqual([
      "shop-backup: VaultLocked 1",
      "shop-backup-copy: VaultLocked 0",
    ]);
  });

  test("goes on when a Region does not answer, and throws in the end, once for each", async () => {
    const { values, error } = await seen({
      vault: async ({ name, region }) => {
        if (region === copies.region) throw new Error(`${name}: no answer`);
        return locked;
      },
      newestGoodTest: async () => {
        throw new Error("archive: no answer");
      },
    });
    expect(values).toEqual([
      "database: BackupAgeHours 3",
      "database: BackupCopyAgeHours 5",
      "files: BackupAgeHours 4",
      "files: BackupCopyAgeHours 6",
      "shop-backup: VaultLocked 1",
    ]);
    expect(error).toBe("Error: Error: shop-backup-copy: no answer\nError: archive: no answer");
  });
});

describe("where the settings name more places for copies", () => {
  const team = "arn:aws:mpa:us-east-1:210987654321:approval-team/restore-1";
  const airGapped = { name: "shop-backup-air-gapped", region: "eu-central-1", lock, holds: ["files"], approvalTeamArn: team };
  const more = { ...settings, airGapped, copyVaultArn: "arn:aws:backup:eu-central-1:210987654321:backup-vault:vaults-shop-prod" };
  const elsewhere = async (change: Partial<Sources>, of: WatchSettings = more) =>
    (await seen(change, of)).values.filter((value) => /AirGapped|Account|air-gapped/.test(value));

  test("each is looked at: what an air-gapped vault holds, its lock and its team, and each copy to the other account", async () => {
    expect(await elsewhere({ vault: async () => ({ ...locked, approvalTeamArn: team }) })).toEqual([
      "database: BackupAccountCopyAgeHours 7",
      "files: BackupAccountCopyAgeHours 7",
      "files: BackupAirGappedAgeHours 6",
      "shop-backup-air-gapped: VaultApprovalTeam 1",
      "shop-backup-air-gapped: VaultLocked 1",
    ]);
  });

  test("copies that do not arrive are as old as it looks back", async () => {
    expect(await elsewhere({ newestCopy: async () => undefined, newestBackup: async () => undefined })).toEqual(
      expect.arrayContaining([
        `database: BackupAccountCopyAgeHours ${lookBackHours}`,
        `files: BackupAccountCopyAgeHours ${lookBackHours}`,
        `files: BackupAirGappedAgeHours ${lookBackHours}`,
      ]),
    );
  });

  test.each([undefined, team.replace("restore", "thieves")])("a vault that %s opens is not opened by its team", async (approvalTeamArn) => {
    expect(await elsewhere({ vault: async () => ({ ...locked, approvalTeamArn }) })).toContain(
      "shop-backup-air-gapped: VaultApprovalTeam 0",
    );
  });

  test("without a team in the settings nothing is said of one", async () => {
    const { approvalTeamArn: _, ...alone } = airGapped;
    expect((await elsewhere({}, { ...more, airGapped: alone })).filter((value) => value.includes("Team"))).toEqual([]);
  });
});
